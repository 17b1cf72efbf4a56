// What a reader does, at the pace of the page: it is run in the page, once for
// each thing that is done, and hands over what the reader sees.
const [what, ...given] = arguments;
const done = arguments[arguments.length - 1];

// A clock that can be set on, and timers of seconds that set it on themselves
// instead of waiting.
if (!window.__clock) {
    const now = Date.now;
    const later = window.setTimeout.bind(window);
    window.__clock = { seconds: 0, later };
    Date.now = () => now.call(Date) + window.__clock.seconds * 1000;
    window.setTimeout = (act, delay, ...rest) => delay < 1000 || !delay
        ? later(act, delay, ...rest)
        : later(() => { window.__clock.seconds += delay / 1000; act(...rest); }, 1);
}

// Whatever the page has begun to draw is drawn when this is over.
const breath = () => new Promise(drawn => window.__clock.later(drawn, 0));
const button = (place, words) => [...place.querySelectorAll('button')]
    .find(one => one.textContent.trim().startsWith(words));
const node = step => document.querySelectorAll('.chain-token')[step];

const deeds = {
    async flow(title) {
        button(document.querySelector('.rail'), title).click();
        await breath();
    },

    async step(step) {
        node(step).querySelector('button').click();
        await breath();
    },

    // Gives back what stood there; `null` for a token that was carried over.
    async set(name, value) {
        const id = `field-${name}`;
        let field = document.getElementById(id);
        const option = document.getElementById(`${id}-${value}`);
        if (option) {
            const before = document.querySelector(`input[name=${id}]:checked`);
            option.click();
            await breath();
            return before.id.slice(id.length + 1);
        }
        if (!field) throw new Error(`no field is called ${name}`);
        const carried = field.classList.contains('carried');
        if (carried) {
            button(field.parentElement, 'Paste').click();
            await breath();
            field = document.getElementById(id);
        }
        const before = carried ? null : field.value;
        if (value === null) {
            button(field.parentElement, 'Use ').click();
        } else {
            field.value = value;
            const kind = field.tagName === 'SELECT' ? 'change' : 'input';
            field.dispatchEvent(new Event(kind, { bubbles: true }));
        }
        await breath();
        return before;
    },

    async clock(seconds) {
        const before = window.__clock.seconds;
        window.__clock.seconds = seconds;
        return before;
    },

    // One member of the answer of the step that is chosen.
    async answer(member) {
        button(document.querySelector('.pane-answer'), 'Raw')?.click();
        await breath();
        const raw = document.querySelector('pre[aria-label="Answer as received"]');
        return JSON.parse(raw.textContent)[member];
    },

    async run(step, person, answer) {
        await deeds.step(step);
        const until = performance.now() + 20000;
        // Until the page has drawn that it runs, it shows the run before.
        let drawn = false;
        const changes = new MutationObserver(() => drawn = true);
        changes.observe(document.querySelector('.chain'), { attributes: true, childList: true, subtree: true });
        button(document.querySelector('.runbar'), 'Run this step').click();
        let decided = false;
        do {
            await breath();
            if (!drawn) continue;
            const dialog = document.querySelector('dialog');
            if (dialog?.open) {
                const end = button(dialog, 'Close');
                const said = button(dialog, answer);
                const who = [...dialog.querySelectorAll('.person')]
                    .find(one => one.textContent.startsWith(person));
                if (dialog.querySelector('.permissions') || (who && said)) {
                    decided = true;
                    said.click();
                } else if (who) {
                    who.click();
                } else {
                    decided = true;
                    end.click();
                }
                continue;
            }
            if (!decided) button(document.querySelector('.pane-answer'), 'Open the device page')?.click();
            const state = node(step).dataset.state;
            const refusal = document.querySelector('.pane-answer .refusal');
            if (state === 'done') return { Done: null };
            if (state === 'refused' && refusal && !document.querySelector('[aria-busy=true]')) {
                return { Refused: {
                    code: refusal.querySelector('.refusal-code').textContent,
                    remedies: [...refusal.querySelectorAll('.button-link')].map(one => one.textContent),
                } };
            }
        } while (performance.now() < until);
        return { Stuck: `${node(step).dataset.state}: ${document.querySelector('main').innerText}` };
    },
};

deeds[what](...given.slice(0, -1)).then(
    told => done({ Ok: told ?? null }),
    error => done({ Err: `${what} ${given[0]}: ${error}` }),
);
