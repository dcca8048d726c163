import { statement, type Translate } from './forward.ts';

/** A method that runs the SQL that it is given: `queryRunner.query('...')`, `this.addSql('...')`. */
export function queryCalls(receiver: (root: string) => string, methods: RegExp): Translate {
  return ({ root: own, links }, { root }) => {
    const [first, ...rest] = links;
    if (own !== receiver(root) || rest.length > 0 || !first || !methods.test(first.name)) return null;
    const [text, ...parameters] = first.values ?? [];
    return text?.kind === 'text' && parameters.length === 0 ? statement(text.text, text.line) : null;
  };
}
