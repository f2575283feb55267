// A component in JavaScript, made by componentize-js: it carries the engine StarlingMonkey.

export const text = {
  greet(name) {
    return `Hello, ${name}!`;
  },

  older(who, years) {
    return { ...who, age: who.age + years };
  },

  tokens(source) {
    const words = source.split(/\s+/u).filter((word) => word !== '');
    const tokens = words.map((word) => {
      const number = Number(word);
      return Number.isNaN(number) ? { tag: 'word', val: word } : { tag: 'number', val: number };
    });
    return [...tokens, { tag: 'end' }];
  },

  parse(json) {
    const value = JSON.parse(json);
    if (!Array.isArray(value)) throw `not a list: ${typeof value}`;
    return value.map(Number);
  },

  shout(source) {
    return source.toLocaleUpperCase('en');
  },
};

export function say(message) {
  console.log(message);
  console.error(`(${message.length})`);
}

export function now() {
  return Date.now();
}
