// Making elements. Every text is set as text: nothing here parses markup.

// fill gives an element attributes and children. An attribute is left out when
// null or false; functions become properties (onclick); children are nodes,
// strings, numbers, lists of them, or null.
function fill(node, attributes, children) {
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) return;
    if (typeof value === 'function') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  });
  add(node, children);
  return node;
}

function add(node, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach((c) => add(node, c));
  else node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
}

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function clear(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

// zh marks a text that stays Chinese on the English page.
function zh(text) {
  return language === 'en' ? el('span', { lang: 'zh-CN' }, text) : text;
}

// announce tells readers that listen instead of look.
function announce(text) {
  const live = byId('live');
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 50);
}

// later calls f once after the last of several calls.
function later(f, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(f, milliseconds);
  };
}
