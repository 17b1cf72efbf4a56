//! What the decoder needs of the outside: keys, and the browser's cryptography.

use playground::decoder::{Action, Job};
use protocol::crossing;

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
            let came = on_demand::check(&crossing::to_bytes(&order)).await.ok().flatten();
            Action::Checked(order.token, came.and_then(|bytes| crossing::from_bytes(&bytes)).into())
        }
    }
}
