// Tables that are sorted by the column whose heading is chosen.

// Columns of numbers with a unit share one prefix; others write their text themselves. A time that never ends is larger than
// any other.
function scaledColumn(column, views = layers) {
  const { factor, unit } = scaleFor(views.map(column.value), column.unit);
  const text = (view) => {
    const value = column.value(view);
    return isBounded(value) ? digits(value / factor) : "never";
  };
  const value = (view) => (isBounded(column.value(view)) ? column.value(view) : Infinity);
  return { ...column, title: unit ? `${column.title} [${unit}]` : column.title, text, value };
}

function sortableRow(view, columns, name) {
  const cells = columns.map((column) => {
    const text = column.text(view);
    if (column.isHead) return html("th", { scope: "row" }, text);
    return html("td", { class: column.isText ? "text long" : null, title: column.isText ? text : null }, text);
  });
  return html("tr", { id: `${name}-${view.index + 1}`, tabindex: "-1", [`data-${name}`]: String(view.index) }, ...cells);
}

// What has no number stands below all that has one.
function compare(left, right) {
  if (typeof left === "string") return left.localeCompare(right);
  return (left ?? -Infinity) === (right ?? -Infinity) ? 0 : (left ?? -Infinity) - (right ?? -Infinity);
}

// Fills a table with one row a view; the index of a view is its place among the views.
function drawSortedTable(table, views, columns, caption, name = "layer") {
  const rows = views.map((view) => sortableRow(view, columns, name));
  const body = html("tbody", {}, ...rows);
  const heads = columns.map((column, index) => html("th", {
    scope: "col", class: column.isText ? "text" : null, "aria-sort": index === 0 ? "ascending" : null,
  }, html("button", { type: "button", "aria-label": `${column.title}, sort`, click: () => sortBy(index) },
    column.title)));
  function sortBy(index) {
    const isRising = heads[index].getAttribute("aria-sort") !== "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[index].setAttribute("aria-sort", isRising ? "ascending" : "descending");
    const { value } = columns[index];
    const order = views.map((view) => view.index).sort((left, right) =>
      (isRising ? 1 : -1) * compare(value(views[left]), value(views[right])) || left - right);
    body.append(...order.map((position) => rows[position]));
  }
  table.replaceChildren(html("caption", { class: "hint" }, caption),
    html("thead", {}, html("tr", {}, ...heads)), body);
}
