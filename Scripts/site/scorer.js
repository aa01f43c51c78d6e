// SPDX-License-Identifier: Apache-2.0
// How the search of the site sorts what it finds: pages for developers and long lists stand below other pages. Weights are Sphinx's own.
const lower = [[/^(Sources|Tests|CONTRIBUTING|CHANGELOG)/, 8], [/^docs\/(json-schema|python-api)/, 6]];
var Scorer = {
  score: ([docname, , , , score]) => lower.reduce((sum, [pages, less]) => sum - (pages.test(docname) ? less : 0), score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {0: 15, 1: 5, 2: -5},
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
