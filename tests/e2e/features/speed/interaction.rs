//! How the page feels: nothing jumps, and a key or a click costs one layout.
//!
//! Times depend on the machine and on what else it does, so they are told and not
//! judged: `cargo xtask speed` prints them. What is judged are counts.

use serde_json::{Value, json};

use crate::support::Stage;

/// How much slower than this machine the reader's may be, when times are told.
const SLOWER: u32 = 4;

/// Actions of a kind.
const TIMES: u32 = 40;

/// Layout shifts until now, those right after an input too, which Chromium's own
/// score leaves out: sum, and the first elements that moved.
async fn shifts(stage: &Stage) -> (f64, Value) {
    let script = "
        const done = arguments[0];
        const observer = new PerformanceObserver(() => {});
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => setTimeout(() => {
            const found = observer.takeRecords();
            done([found.reduce((sum, one) => sum + one.value, 0), found.map(one =>
                one.sources.map(source => source.node?.className ?? source.node?.nodeName))]);
        }, 50));";
    let answer = stage.driver.execute_async(script, Vec::new()).await.expect("an observer");
    let answer = answer.json();
    (answer[0].as_f64().expect("a number"), answer[1].clone())
}

#[tokio::test]
async fn nothing_jumps_while_the_page_loads_and_a_flow_runs() {
    let stage = Stage::open().await;
    let (sum, moved) = shifts(&stage).await;
    assert!(sum <= 0.001, "{sum} while loading: {moved}");
    stage.run_all().await;
    let (sum, moved) = shifts(&stage).await;
    assert!(sum <= 0.02, "{sum} by the end of the run: {moved}");
    stage.close().await;
}

/// What is done, `at` times so far, and what the page shows then.
#[derive(Clone, Copy)]
struct Deed {
    act: &'static str,
    shown: &'static str,
}

/// Does something many times and waits for what it changes, and for its frame:
/// milliseconds until each, from quick to slow.
async fn took(stage: &Stage, Deed { act, shown }: Deed) -> [Vec<f64>; 2] {
    let script = format!(
        "
        const [times, done] = arguments;
        const frame = () => new Promise(resolve => requestAnimationFrame(() => {{
            const {{ port1, port2 }} = new MessageChannel();
            port1.onmessage = () => resolve();
            port2.postMessage(0);
        }}));
        (async () => {{
            const took = [[], []];
            for (let at = 0; at < times; at++) {{
                // A reader's keys come when the page has come to rest.
                await frame();
                await new Promise(resolve => requestIdleCallback(resolve));
                const start = performance.now();
                const updated = new Promise(resolve => {{
                    const changes = new MutationObserver(() => {{
                        if (!({shown})) return;
                        changes.disconnect();
                        resolve(performance.now());
                    }});
                    changes.observe(document.querySelector('#app'), {{
                        subtree: true, childList: true, characterData: true, attributes: true }});
                }});
                {act}
                took[0].push(await updated - start);
                await frame();
                took[1].push(performance.now() - start);
            }}
            done(took.map(times => times.sort((a, b) => a - b)));
        }})();"
    );
    let answer = stage.driver.execute_async(script, vec![json!(TIMES)]).await.expect("it runs");
    serde_json::from_value(answer.json().clone()).expect("numbers")
}

/// Layouts and style recalculations that the page has made.
async fn layouts(stage: &Stage) -> [f64; 2] {
    let cdp = stage.driver.cdp();
    let answer = cdp.send_raw("Performance.getMetrics", json!({})).await.expect("metrics");
    let metrics = answer["metrics"].as_array().expect("a list");
    ["LayoutCount", "RecalcStyleCount"].map(|name| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).expect("a number")
    })
}

const KEYSTROKE: Deed = Deed {
    act: "
    const field = document.querySelector('#field-tenant');
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    set.call(field, `contoso${at}.example`);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    shown: "document.querySelector('#request-panel').textContent.includes(`/contoso${at}.example/`)",
};

const FLOW_SWITCH: Deed = Deed {
    act: "document.querySelectorAll('.rail-link')[(at + 1) % 4].click();",
    shown: "document.querySelectorAll('.rail-link')[(at + 1) % 4].ariaCurrent === 'page'",
};

#[tokio::test]
async fn a_keystroke_and_another_flow_cost_few_layouts() {
    let stage = Stage::open().await;
    stage.run_all().await;
    let cdp = stage.driver.cdp();
    cdp.send_raw("Performance.enable", json!({})).await.expect("metrics");
    let telling = std::env::var_os("PLAYGROUND_SPEED").is_some();
    if telling {
        let rate = json!({ "rate": SLOWER });
        cdp.send_raw("Emulation.setCPUThrottlingRate", rate).await.expect("slower");
    }
    // One layout each, and a little for ticks of the clock. With a layout for each
    // field it was 2.5 and 3.3; another is one for fields in a closed fold.
    let bars = [("keystroke", KEYSTROKE, [1.2, 1.2]), ("flow switch", FLOW_SWITCH, [1.2, 2.2])];
    for (name, act, most) in bars {
        took(&stage, act).await;
        let before = layouts(&stage).await;
        let [updated, painted] = took(&stage, act).await;
        let after = layouts(&stage).await;
        let each = [0, 1].map(|at| (after[at] - before[at]) / f64::from(TIMES));
        if telling {
            let at = |times: &[f64], part: usize| times[(times.len() - 1) * part / 100];
            eprintln!(
                "{name:<12} CPU / {SLOWER}: updated in {:.0} ms, p95 {:.0}; painted in {:.0} ms, p95 {:.0}; layouts {:.1}, styles {:.1}",
                at(&updated, 50),
                at(&updated, 95),
                at(&painted, 50),
                at(&painted, 95),
                each[0],
                each[1]
            );
        }
        assert!(each[0] <= most[0] && each[1] <= most[1], "{name}: {each:?} layouts and styles");
    }
    stage.close().await;
}
