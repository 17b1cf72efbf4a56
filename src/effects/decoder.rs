//! What the decoder needs of the outside: keys, and the browser's cryptography.

use playground::decoder::{Action, Job};
use protocol::token::signature::crossing::Report;

use crate::platform::http::Abort;
use crate::platform::on_demand;
use crate::transport::carry;

/// Does a job and brings the action that answers it.
pub(super) async fn done(job: Job) -> Action {
    match job {
        Job::Fetch { token, carrier, request } => {
            let answer = carry(&carrier, &request, &Abort::new()).await.ok();
            let keys = answer.filter(|answer| answer.status == 200).map(|answer| answer.body);
            Action::KeysCame(token, keys)
        }
        Job::Check(order) => {
            let came = on_demand::check(&order.to_bytes()).await.ok().flatten();
            let text = came.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
            Action::Checked(order.token, text.map(Report::read))
        }
    }
}
