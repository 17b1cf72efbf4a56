//! From paste to paint. The story itself asks only that everything is shown;
//! `cargo xtask speed` lets it measure, and prints the figures.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

use super::super::recordings::{Run, fifty_megabytes};
use crate::support::Stage;

/// Times a paste until what it says is painted, and every task over 50 ms on the
/// way. The paste is a task of its own, as a reader's is.
const TIMED: &str = "
    const [text, marker, done] = arguments;
    const tasks = [];
    const observer = new PerformanceObserver(list => tasks.push(...list.getEntries()));
    observer.observe({ type: 'longtask' });
    const box = document.querySelector('#decoder-text');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    setTimeout(() => {
        const start = performance.now();
        const changes = new MutationObserver(() => {
            if (!document.querySelector('.screen')?.textContent.includes(marker)) return;
            changes.disconnect();
            requestAnimationFrame(() => setTimeout(() => {
                const painted = performance.now();
                // Long tasks are told after they have ended.
                setTimeout(() => {
                    const after = tasks.filter(task => task.startTime + task.duration > start);
                    observer.disconnect();
                    done([painted - start, Math.max(0, ...after.map(task => task.duration))]);
                }, 200);
            }));
        });
        changes.observe(document.querySelector('#app'), { subtree: true, childList: true, characterData: true, attributes: true });
        box.focus();
        box.dispatchEvent(event);
    }, 100);";

/// An agent's token of 2.3 KB, the n-th.
fn token(number: usize) -> (String, String) {
    let marker = format!("subject-{number:04}-of-this-paste");
    let id = "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2";
    let claims = json!({
        "aud": "https://graph.microsoft.com", "iss": format!("https://sts.windows.net/{id}/"),
        "iat": 1_770_000_000, "nbf": 1_770_000_000, "exp": 1_770_003_900, "aio": "k2RgYFhx9".repeat(6),
        "app_displayname": "Billing agent", "appid": id, "appidacr": "2", "idp": format!("https://sts.windows.net/{id}/"),
        "idtyp": "app", "oid": id, "rh": "1.AXoAB2-LzlI4SqmdZOCnPJWx8gMAAAAAAAAAwAAAAAAAAAAAAA.",
        "roles": ["User.Read.All", "Mail.Read", "Group.Read.All", "AgentIdentity.Read.All", "Application.Read.All", "Directory.Read.All", "Calendars.ReadWrite", "Files.Read.All", "Sites.Read.All", "Chat.ReadBasic.All", "Team.ReadBasic.All", "OnlineMeetings.Read.All", "Reports.Read.All", "Tasks.ReadWrite.All", "AuditLog.Read.All", "Policy.Read.All", "Domain.Read.All"],
        "sub": marker, "tenant_region_scope": "EU", "tid": id, "uti": "kQmT2bVw3Uu5hWl0Yx8zAA", "ver": "1.0",
        "wids": ["0997a1d0-0d1d-4acb-b408-d5ca73121e90", "62e90394-69f5-4237-9190-012177145e10"],
        "xms_act_fct": "3 9 11", "xms_ftd": "Yk3".repeat(14), "xms_idrel": "7 22", "xms_par_app_azp": id,
        "xms_rd": "0.42LjYBJi".repeat(4), "xms_sub_fct": "3 9 11", "xms_tcdt": 1_700_000_000, "xms_tnt_fct": "3 12"
    });
    let header = json!({"typ": "JWT", "alg": "RS256", "x5t": "PcX98GX420T1X6sBDkzhQmqgwMU", "kid": "PcX98GX420T1X6sBDkzhQmqgwMU"});
    let parts = [header.to_string(), claims.to_string()].map(|part| B64.encode(part));
    (format!("{}.{}.{}", parts[0], parts[1], "A".repeat(342)), marker)
}

/// A token whose claims make a paste of just under 1 MiB.
fn megabyte() -> (String, String) {
    let claims = json!({"sub": "subject-of-a-megabyte", "filler": "x".repeat(786_000)});
    let claims = B64.encode(claims.to_string());
    let text = format!("{}.{claims}.AAAA", B64.encode(r#"{"alg":"RS256"}"#));
    assert!(text.len() < 1 << 20 && text.len() > 1_040_000, "{}", text.len());
    (text, "subject-of-a-megabyte".to_owned())
}

/// Four hundred tokens, as many as fit.
fn many() -> (String, String) {
    let tokens: Vec<_> = (0..400).map(|number| token(number).0).collect();
    (tokens.join("\n"), "Compare with".to_owned())
}

/// What a paste took, in ms.
#[derive(Clone, Copy, Default)]
struct Times {
    /// Until it was painted.
    painted: f64,
    /// The longest task, if it took over 50 ms.
    longest: f64,
    /// How long the page's thread really ran, whatever else the machine did.
    ran: f64,
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { painted, longest, ran } = self;
        write!(f, "{painted:.0} until painted ({ran:.0} of its thread), longest task {longest:.0}")
    }
}

/// How long the page's thread has run so far, in ms.
async fn ran(stage: &Stage) -> f64 {
    let metrics = stage.driver.cdp().send_raw("Performance.getMetrics", json!({})).await;
    let metrics = metrics.expect("figures");
    let metrics = metrics["metrics"].as_array().expect("a list");
    let task = metrics.iter().find(|metric| metric["name"] == json!("TaskDuration"));
    task.and_then(|task| task["value"].as_f64()).expect("seconds") * 1000.0
}

async fn timed(stage: &Stage, (text, marker): (String, String)) -> Times {
    let before = ran(stage).await;
    let answer = stage.driver.execute_async(TIMED, vec![json!(text), json!(marker)]).await;
    let answer = answer.expect("it is shown").json().clone();
    let number = |at: usize| answer[at].as_f64().expect("milliseconds");
    Times { painted: number(0), longest: number(1), ran: ran(stage).await - before }
}

async fn throttle(stage: &Stage, rate: u32) {
    let rate = json!({ "rate": rate });
    let sent = stage.driver.cdp().send_raw("Emulation.setCPUThrottlingRate", rate).await;
    sent.expect("the browser slows down");
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Pastes so many tokens; the medians, and the longest task of all.
async fn tokens(stage: &Stage, count: usize) -> Times {
    let mut times = Vec::new();
    for number in 0..count {
        times.push(timed(stage, token(number)).await);
    }
    Times {
        painted: median(times.iter().map(|time| time.painted).collect()),
        ran: median(times.iter().map(|time| time.ran).collect()),
        longest: times.iter().map(|time| time.longest).fold(0.0, f64::max),
    }
}

#[tokio::test]
async fn what_was_pasted_is_painted() {
    let measures = std::env::var_os("PLAYGROUND_SPEED").is_some();
    let count = if measures { 30 } else { 1 };
    let size = token(0).0.len();
    assert!((2250..2350).contains(&size), "an agent's token: {size} bytes");
    let stage = Stage::open().await;
    stage.driver.set_script_timeout(std::time::Duration::from_secs(60)).await.expect("patience");
    stage.press("Decode any token").await;
    let domain = json!({"timeDomain": "threadTicks"});
    stage.driver.cdp().send_raw("Performance.enable", domain).await.expect("figures");
    timed(&stage, token(9999)).await;
    for rate in [1, 4] {
        throttle(&stage, rate).await;
        let small = tokens(&stage, count).await;
        let large = timed(&stage, megabyte()).await;
        stage.press("Empty").await;
        let several = timed(&stage, many()).await;
        stage.press("Empty").await;
        if measures {
            eprintln!("CPU / {rate}, in ms; tasks only over 50");
            eprintln!("  token of 2.3 KB, median of {count}: {small}");
            eprintln!("  token of 1 MiB: {large}");
            eprintln!("  400 tokens: {several}");
        }
    }
    if measures {
        throttle(&stage, 1).await;
        for rate in [1, 4] {
            throttle(&stage, rate).await;
            let (time, longest) = recording(&stage).await;
            eprintln!("CPU / {rate}: HAR file of 50 MiB {time:.0}, longest task {longest:.0}");
            stage.press("Empty").await;
        }
    }
    stage.close().await;
}

/// Opens a file of 50 MiB.
async fn recording(stage: &Stage) -> (f64, f64) {
    let run = Run::new();
    let file = fifty_megabytes(&run.recorded());
    let begin = "
        window.__tasks = [];
        window.__observer = new PerformanceObserver(list => __tasks.push(...list.getEntries()));
        __observer.observe({ type: 'longtask' });
        document.querySelector('#decoder-file')
            .addEventListener('change', () => (window.__start = performance.now()), { once: true });
        new MutationObserver((_, observer) => {
            if (!document.querySelector('.recorded')) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => (window.__time = performance.now() - __start)));
        }).observe(document.querySelector('#app'), { subtree: true, childList: true });";
    stage.ask(begin, Vec::new()).await;
    let input = stage.see("#decoder-file").await;
    input.send_keys(file.path().to_string_lossy()).await.expect("the browser takes the file");
    for _ in 0..1200 {
        stage.breathe().await;
        let end = "return window.__time === undefined ? null :
            [__time, Math.max(0, ...__tasks.map(task => task.duration)), delete window.__time];";
        let answer: Value = stage.ask(end, Vec::new()).await;
        if let (Some(time), Some(task)) = (answer[0].as_f64(), answer[1].as_f64()) {
            return (time, task);
        }
    }
    panic!("the file is not read");
}
