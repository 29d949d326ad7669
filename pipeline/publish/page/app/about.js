// How to read the page, and the rules it speaks of.

views.about = {
  key: (r) => ['about', r.area, r.year].join(),
  render(main, r) {
    const counts = new Map();
    inScope(r.area, r.year).forEach((f) => counts.set(f.rule.i, (counts.get(f.rule.i) || 0) + 1));
    const table = listTable(t('rulesOf'), [
      { label: t('severity'), by: (x) => -x.severity, cell: (x) => severityBadge(x.severity) },
      { label: t('rule'), head: true, by: (x) => x.id, cell: (x) => [say(x.title, x.titleEN), ' ', el('code', null, x.id)] },
      { label: t('inYear', r.year), class: 'number', down: true, by: (x) => counts.get(x.i) || 0, cell: (x) => (counts.get(x.i) ? link(to({ view: 'findings', by: 'rule', rule: x.id, all: 1 }), counts.get(x.i)) : el('span', { class: 'faint' }, '0')) },
      { label: t('source'), cell: (x) => zh(x.source), class: 'wide-cell' },
    ], 200);
    add(main, [heading(t('about')), el('section', { class: 'prose' }, el('h3', null, t('howToRead')), el('ul', null, [1, 2, 3, 4].map((i) => el('li', null, t('read' + i)))), el('p', null, t('severities')), el('p', null, t('incompleteNote') + ' ' + t('changeCaution')), el('p', null, t('scopeNote')), tileLegend()),
      rules.length ? table.node : null]);
    table.set(rules);
  },
};
