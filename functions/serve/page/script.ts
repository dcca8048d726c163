/** Shows how a run goes on, and then what came of it. All of the page can be read without. */
export const script = `const live = document.querySelector('[data-events]');
if (live) {
  const [now, steps, bar] = ['.now', '.steps', 'progress'].map((name) => live.querySelector(name));
  const source = new EventSource(live.dataset.events);
  source.addEventListener('progress', ({ data }) => {
    const told = JSON.parse(data);
    while (steps.childElementCount > told.from) steps.lastElementChild.remove();
    for (const step of told.steps) {
      steps.append(Object.assign(document.createElement('li'), { textContent: step }));
    }
    const last = steps.lastElementChild?.textContent ?? 'waiting for its turn';
    now.textContent = told.count ? \`\${last}: \${told.count.done} of \${told.count.total}\` : last;
    bar.max = told.count?.total || 1;
    if (told.count) bar.value = told.count.done;
    else bar.removeAttribute('value');
  });
  source.addEventListener('end', () => {
    source.close();
    location.replace(location.pathname);
  });
  source.addEventListener('error', () => {
    const isOver = source.readyState === EventSource.CLOSED;
    now.textContent = isOver ? 'the server does not know this run any more' : 'the connection is gone; trying again';
  });
}
`;
