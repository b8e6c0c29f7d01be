//! Ctrl-C, and the signal with which CI ends a job: the run ends at its next step and keeps what was done.

use tokio::sync::watch;

/// Whether somebody stopped the run. It listens from its making on, so that no signal falls between two parts of the run.
pub(super) struct Stop {
    told: watch::Receiver<bool>,
}

impl Stop {
    /// Listens, on a runtime of tokio.
    pub(super) fn listen() -> Self {
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            signal().await;
            // Nobody listens any more where the run has ended.
            let _ = tell.send(true);
        });
        Self { told }
    }

    /// Done when somebody stopped the run, now or before.
    pub(super) async fn stopped(&self) {
        let mut told = self.told.clone();
        if told.wait_for(|told| *told).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Whether somebody stopped the run.
    pub(super) fn is_stopped(&self) -> bool {
        *self.told.borrow()
    }
}

async fn signal() {
    tokio::select! {
        () = ctrl_c() => {}
        () = terminate() => {}
    }
}

/// Where nobody can stop the run, it runs to its end.
async fn ctrl_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
