// Runs in the page before anything of the page does. It clicks the main button as soon as there is one, and notes
// when the page first reacted to it.
(() => {
  const { button, stage } = window.certdeckProbe = { ...__PLACES__, readyAt: 0, reactedAt: 0, bytes: 0 };
  const probe = window.certdeckProbe;
  const bytes = () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + (entry.transferSize || 0), 0);
  const look = () => {
    const main = document.querySelector(button);
    if (!main || probe.reactedAt) return;
    if (!probe.readyAt) probe.readyAt = performance.now();
    const reaction = new MutationObserver(() => {
      reaction.disconnect();
      if (!probe.reactedAt) { probe.reactedAt = performance.now(); probe.bytes = bytes(); }
    });
    reaction.observe(document.querySelector(stage), { subtree: true, childList: true, characterData: true, attributes: true });
    main.click();
    setTimeout(() => { reaction.disconnect(); look(); }, 10);
  };
  const waiting = new MutationObserver(() => {
    if (document.querySelector(button)) { waiting.disconnect(); look(); }
  });
  waiting.observe(document, { subtree: true, childList: true });

  // From a click to the paint that shows its result; every click does what a learner's does next.
  probe.clicks = async (count, { option, grade, more }) => {
    const times = [];
    const click = (element) => new Promise((done) => {
      const channel = new MessageChannel();
      const start = performance.now();
      element.click();
      const worked = performance.now() - start;
      requestAnimationFrame(() => {
        channel.port1.onmessage = () => done({ painted: performance.now() - start, worked });
        channel.port2.postMessage(0);
      });
    });
    let turn = 0;
    while (times.length < count && turn++ < count * 4) {
      // Away from the rhythm of the screen.
      await new Promise((done) => setTimeout(done, 40 + Math.random() * 17));
      const open = [...document.querySelectorAll(option)].find((input) => !input.checked && !input.disabled);
      const answered = document.querySelector(option + ':checked');
      const next = document.querySelectorAll(grade)[2] || (open && !answered ? open : document.querySelector(button));
      if (!next) {
        const on = [...document.querySelectorAll('main button')].find((other) => other.textContent.includes(more));
        if (!on) break;
        on.click();
        continue;
      }
      times.push({ ...await click(next), answer: next === open });
    }
    return times;
  };
})();
