//! Fifty hosts in one process: 127.0.0.2 and on, at one port, each answering after the same latency.

use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::time::sleep;

use super::{Anything, CLOSED, HOSTS, LATENCY};

/// Serves until standard input ends. Writes the port on a line.
pub(super) fn serve() -> Result<(), Anything> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?.block_on(async {
        let first = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 2), 0)).await?;
        let port = first.local_addr()?.port();
        tokio::spawn(accept(first, false));
        for host in 1..HOSTS {
            let address = Ipv4Addr::new(127, 0, 0, u8::try_from(host + 2)?);
            tokio::spawn(accept(TcpListener::bind((address, port)).await?, false));
        }
        tokio::spawn(accept(TcpListener::bind((CLOSED, port)).await?, true));
        println!("{port}");
        std::io::stdout().flush()?;
        tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin())).await??;
        Ok(())
    })
}

async fn accept(listener: TcpListener, closed: bool) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = hyper::service::service_fn(move |request| answer(request, closed));
        tokio::spawn(
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service),
        );
    }
}

async fn answer(request: Request<Incoming>, closed: bool) -> Result<Response<Full<Bytes>>, Infallible> {
    sleep(Duration::from_millis(LATENCY)).await;
    if closed {
        let mut response = Response::new(Full::default());
        *response.status_mut() = hyper::StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert("retry-after", hyper::header::HeaderValue::from_static("3600"));
        return Ok(response);
    }
    let page = format!(
        "<html><title>Page {0}</title><h1>Page {0}</h1><p>{1}</p></html>",
        request.uri().path(),
        "Massage. ".repeat(200)
    );
    let mut response = Response::new(Full::new(Bytes::from(page)));
    response.headers_mut().insert("content-type", hyper::header::HeaderValue::from_static("text/html"));
    Ok(response)
}
