//! Somebody types what cannot work.

use std::time::Instant;

use crate::support::{Stage, example};

#[tokio::test]
async fn wrong_input_gets_a_sentence_at_its_field_and_nothing_typed_is_lost() {
    let stage = Stage::open().await;
    stage.fill("tenant", "https://contoso.example/").await;
    let problem = stage.text("#field-tenant-problem").await;
    assert!(problem.contains("GUID or a domain"), "{problem}");

    stage.fill("agent_identity_id", "").await;
    stage.press("Run this step").await;
    let problem = stage.see("#field-agent_identity_id-problem").await.text().await.expect("text");
    assert!(problem.contains("empty"), "{problem}");
    let request = stage.request_lines().await.join("\n");
    assert!(request.contains("{tenant}") && request.contains("{agent_identity_id}"), "{request}");

    stage.fill("blueprint_id", "Invoice blueprint").await;
    let findings = stage.see(".findings").await.text().await.expect("text");
    assert!(findings.contains("not a GUID"), "{findings}");

    let kept = stage.ask("return document.querySelector('#field-tenant').value;", Vec::new()).await;
    assert_eq!(kept, "https://contoso.example/");
    stage.fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id"]).await;
    stage.run_all().await;
    stage.close().await;
}

#[tokio::test]
async fn a_megabyte_in_a_field_is_refused_at_once_and_the_field_stays_as_it_was() {
    let stage = Stage::open().await;
    let watch = "
        window.__longest = 0;
        new PerformanceObserver(list => {
            for (const task of list.getEntries()) window.__longest = Math.max(window.__longest, task.duration);
        }).observe({ type: 'longtask' });";
    stage.ask(watch, Vec::new()).await;
    let began = Instant::now();
    stage.paste("#field-client_secret", &"x".repeat(1 << 20)).await;
    let problem = stage.see("#field-client_secret-problem").await.text().await.expect("text");
    eprintln!("a megabyte pasted and refused in {:?}", began.elapsed());
    assert!(problem.contains("1048576"), "{problem}");
    let longest = stage.ask("return window.__longest;", Vec::new()).await;
    let longest = longest.as_f64().expect("milliseconds");
    // What a plain field costs that takes the paste, on this machine at this time.
    let plain = "
        const field = document.body.appendChild(document.createElement('textarea'));
        const began = performance.now();
        field.focus();
        document.execCommand('insertText', false, 'x'.repeat(1 << 20));
        field.getBoundingClientRect();
        const took = performance.now() - began;
        field.remove();
        return took;";
    let plain = stage.ask(plain, Vec::new()).await.as_f64().expect("milliseconds");
    eprintln!("the longest task took {longest} ms; a plain field takes {plain} ms");
    assert!(longest < plain, "{longest} ms, and a plain field takes {plain} ms");
    let length = "return document.querySelector('#field-client_secret').value.length;";
    let length = stage.ask(length, Vec::new()).await;
    assert_eq!(length.as_u64(), Some(example()["client_secret"].len() as u64));
    stage.run_all().await;
    stage.close().await;
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_apart_from_entra() {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    stage.fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id"]).await;
    // 64 KiB is the most that the proxy takes.
    stage.paste("#field-client_secret", &"x".repeat(65_000)).await;
    stage.press_fold().await;
    stage.paste("#field-extra", &format!("padding={}", "y".repeat(2_000))).await;
    stage.press("Run this step").await;
    let shown = stage.see(".refusal").await.text().await.expect("text");
    assert!(shown.contains("proxy_body_too_large") && shown.contains("Entra never saw"), "{shown}");
    // The browser reports the status 413 to its console as well.
    stage.close_after_a_refused_request().await;
}
