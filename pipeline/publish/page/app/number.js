// Numbers are exact decimals in texts, "190.457379". They are added and taken
// apart as whole millionths; only charts turn them into binary numbers.

function millionths(text) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const n = BigInt(parts[2] + ((parts[3] || '') + '000000').slice(0, 6));
  return parts[1] ? -n : n;
}

function decimal(n) {
  const sign = n < 0n ? '-' : '';
  const digits = String(n < 0n ? -n : n).padStart(7, '0');
  const places = digits.slice(-6).replace(/0+$/, '');
  return sign + digits.slice(0, -6) + (places ? '.' + places : '');
}

function minus(a, b) {
  return decimal(millionths(a) - millionths(b));
}

function sumOf(texts) {
  return decimal(texts.reduce((n, text) => n + millionths(text), 0n));
}

// compare orders two decimals, nulls last.
function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  const x = millionths(a);
  const y = millionths(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// groups cuts the whole part into threes.
function groups(text) {
  const parts = /^(\D*)(\d+)(.*)$/.exec(text);
  if (!parts || parts[2].length < 4) return [text];
  const out = [];
  let rest = parts[2];
  for (; rest.length > 3; rest = rest.slice(0, -3)) out.unshift(rest.slice(-3));
  out.unshift(parts[1] + rest);
  out[out.length - 1] += parts[3];
  return out;
}

// digits shows a number with gaps between its thousands. The gaps are drawn,
// not written, so that a number copied into a spreadsheet stays a number.
function digits(text) {
  const of = groups(text.replace('-', '−'));
  if (of.length === 1) return of[0];
  return el('span', { class: 'n' }, of.map((g) => el('span', null, g)));
}

// plain is digits for readers that listen: without gaps.
function plain(text) {
  return text.replace('-', '−');
}

// spaced is digits as one text, for drawings and sentences.
function spaced(text) {
  return groups(text.replace('-', '−')).join('\u2009');
}

// signed shows a change.
function signed(text) {
  return digits(text === '0' || text[0] === '-' ? text : '+' + text);
}

function signedText(text) {
  return plain(text === '0' || text[0] === '-' ? text : '+' + text);
}
