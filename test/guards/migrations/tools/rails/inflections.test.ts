import { expect, it } from 'vitest';
import { pluralOf, singularOf } from '../../../../../shared/guards/migrations/tools/rails/inflections.ts';

/** word/plural/singular of the plural, as ActiveSupport 6.1.7 has them. */
const theirs = `
  user/users/user category/categories/category box/boxes/box bus/buses/bus status/statuses/status
  alias/aliases/alias person/people/person line_item/line_items/line_item woman/women/woman child/children/child
  octopus/octopi/octopus virus/viri/virus datum/data/datum medium/media/medium analysis/analyses/analysis
  hive/hives/hive wife/wives/wife wolf/wolves/wolf half/halves/half day/days/day query/queries/query
  quiz/quizzes/quiz matrix/matrices/matrix vertex/vertices/vertex index/indices/index ox/oxen/ox
  mouse/mice/mouse news/news/news series/series/series species/species/species equipment/equipment/equipment
  information/information/information sheep/sheep/sheep fish/fish/fish money/money/money rice/rice/rice
  police/police/police jeans/jeans/jeans address/addresses/address company/companies/company
  process/processes/process class/classes/class bonus/bonus/bonu search/searches/search church/churches/church
  dish/dishes/dish hero/heros/hero tomato/tomatoes/tomato buffalo/buffaloes/buffalo photo/photos/photo
  shoe/shoes/shoe database/databases/database movie/movies/movie move/moves/move sex/sexes/sex axis/axes/axis
  crisis/crises/crisis test_case/test_cases/test_case basis/bases/basis thesis/theses/thesis man/men/man
  human/humen/human zombie/zombies/zombie life/lives/life knife/knives/knife leaf/leafs/leaf proof/proofs/proof
  roof/roofs/roof safe/saves/safe cafe/caves/cafe key/keys/key toy/toys/toy sms/sms/sm s/s/ a/as/a
  news_item/news_items/news_item order_status/order_statuses/order_status sales_tax/sales_taxes/sales_tax
  data/data/datum media/media/medium criteria/criteria/criterium bacterium/bacteria/bacterium
  stadium/stadia/stadium parenthesis/parentheses/parenthesis diagnosis/diagnoses/diagnosis gas/gas/ga
  lens/lens/len campus/campus/campu menu/menus/menu radius/radius/radiu cactus/cactus/cactu focus/focus/focu
  formula/formulas/formula foot/foots/foot tooth/tooths/tooth goose/gooses/goose staff/staffs/staff
  chef/chefs/chef belief/beliefs/belief archive/archives/archive objective/objectives/objective
  alive/alives/alife drive/drives/drife glove/gloves/glofe save/saves/safe wave/waves/wafe cove/coves/cofe
  stove/stoves/stofe`;

it('makes plurals and singulars as ActiveSupport does, its mistakes included', () => {
  const words = theirs.trim().split(/\s+/);
  const ours = words.map((each) => {
    const [word = ''] = each.split('/');
    return [word, pluralOf(word), singularOf(pluralOf(word))].join('/');
  });
  expect(ours).toEqual(words);
});
