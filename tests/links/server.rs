//! HTTP servers on loopback, each on an address of its own: hyper where the protocol is kept, a bare socket where it is broken.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// A request that a server saw.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: String,
    /// Path and query, byte for byte.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    /// How many requests the server had seen before.
    pub(crate) before: usize,
    pub(crate) at: std::time::Instant,
}

impl Ask {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// What a server answers.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Content,
    meets: Option<Arc<Barrier>>,
}

#[derive(Clone, Debug)]
enum Content {
    Bytes(Bytes),
    /// The head comes, and these bytes one by one; then it never ends.
    Drip(Vec<u8>, Duration),
    /// Not even the head comes.
    Hang,
}

pub(crate) fn reply(status: u16) -> Reply {
    Reply { status, headers: Vec::new(), body: Content::Bytes(Bytes::new()), meets: None }
}

/// A redirect.
pub(crate) fn to(status: u16, location: &str) -> Reply {
    reply(status).header("location", location)
}

/// A page that stands.
pub(crate) fn fine() -> Reply {
    html(
        200,
        "<title>Massage of the hip</title><h1>Massage of the hip</h1><p>Massage eases pain for a while.</p>",
    )
}

pub(crate) fn html(status: u16, body: &str) -> Reply {
    reply(status).header("content-type", "text/html; charset=utf-8").body(body.as_bytes().to_vec())
}

impl Reply {
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Content::Bytes(body.into());
        self
    }

    pub(crate) fn drip(mut self, body: &str, pause: Duration) -> Self {
        self.body = Content::Drip(body.as_bytes().to_vec(), pause);
        self
    }

    /// Comes when as many answers wait at `barrier` as it wants: so many questions must be under way at once.
    pub(crate) fn meets(mut self, barrier: &Arc<Barrier>) -> Self {
        self.meets = Some(Arc::clone(barrier));
        self
    }

    pub(crate) fn hang() -> Self {
        Self { body: Content::Hang, ..reply(200) }
    }
}

/// A server that runs as long as the runtime of its test.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asks: Arc<Mutex<Vec<Ask>>>,
    under_way: Arc<UnderWay>,
}

/// The questions that have no answer yet, and the most of them that there were.
#[derive(Default)]
struct UnderWay {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Addresses are not used twice, so that each server is a host of its own.
async fn listen() -> TcpListener {
    static NEXT: AtomicU16 = AtomicU16::new(2);
    let [high, low] = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    TcpListener::bind((Ipv4Addr::new(127, 0, 1 + high, low), 0)).await.unwrap()
}

impl Server {
    /// A proper server: keep-alive, chunks, one answer for each request.
    pub(crate) async fn start(answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static) -> Self {
        Self::serve(listen().await, answer)
    }

    /// The same at a given address.
    pub(crate) async fn start_at(
        address: &str,
        answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::serve(TcpListener::bind(address).await.unwrap(), answer)
    }

    fn serve(listener: TcpListener, answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static) -> Self {
        let server =
            Self { address: listener.local_addr().unwrap(), asks: Arc::default(), under_way: Arc::default() };
        let (asks, answer) = (Arc::clone(&server.asks), Arc::new(answer));
        let under_way = Arc::clone(&server.under_way);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (asks, answer) = (Arc::clone(&asks), Arc::clone(&answer));
                let under_way = Arc::clone(&under_way);
                let service = hyper::service::service_fn(move |request| {
                    let ask = note(&asks, &request);
                    let reply = answer(&ask);
                    let under_way = Arc::clone(&under_way);
                    async move {
                        let now = under_way.now.fetch_add(1, Ordering::SeqCst) + 1;
                        under_way.most.fetch_max(now, Ordering::SeqCst);
                        let sent = send(reply).await;
                        under_way.now.fetch_sub(1, Ordering::SeqCst);
                        sent
                    }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        server
    }

    /// A server that reads a request, and writes these bytes whatever it says.
    pub(crate) async fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::socket(move |mut stream: TcpStream| {
            let bytes = bytes.clone();
            async move {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    /// A server that resets every connection as soon as it is asked.
    pub(crate) async fn resets() -> Self {
        Self::socket(|mut stream: TcpStream| async move {
            let mut request = [0; 16];
            let _ = stream.read(&mut request).await;
            // What was not read, and what lingers for no time, makes the system send a reset.
            stream.set_zero_linger().unwrap();
        })
        .await
    }

    async fn socket<F: Future<Output = ()> + Send + 'static>(
        talk: impl Fn(TcpStream) -> F + Send + Sync + 'static,
    ) -> Self {
        let listener = listen().await;
        let server =
            Self { address: listener.local_addr().unwrap(), asks: Arc::default(), under_way: Arc::default() };
        let asks = Arc::clone(&server.asks);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let mut asks = asks.lock().unwrap();
                let before = asks.len();
                let at = std::time::Instant::now();
                asks.push(Ask {
                    method: String::new(),
                    path: String::new(),
                    headers: HeaderMap::new(),
                    before,
                    at,
                });
                tokio::spawn(talk(stream));
            }
        });
        server
    }

    /// An address where nothing takes connections.
    pub(crate) async fn nobody() -> Self {
        Self {
            address: listen().await.local_addr().unwrap(),
            asks: Arc::default(),
            under_way: Arc::default(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many questions it had at once, at most.
    pub(crate) fn most_at_once(&self) -> usize {
        self.under_way.most.load(Ordering::SeqCst)
    }

    pub(crate) fn asks(&self) -> Vec<Ask> {
        self.asks.lock().unwrap().clone()
    }
}

fn note(asks: &Mutex<Vec<Ask>>, request: &Request<Incoming>) -> Ask {
    let mut asks = asks.lock().unwrap();
    let ask = Ask {
        method: request.method().to_string(),
        path: request.uri().path_and_query().unwrap().to_string(),
        headers: request.headers().clone(),
        before: asks.len(),
        at: std::time::Instant::now(),
    };
    asks.push(ask.clone());
    ask
}

async fn send(reply: Reply) -> Result<Response<UnsyncBoxBody<Bytes, Infallible>>, Infallible> {
    if let Some(barrier) = &reply.meets {
        barrier.wait().await;
    }
    let body = match reply.body {
        Content::Bytes(bytes) => http_body_util::Full::new(bytes).boxed_unsync(),
        Content::Drip(bytes, pause) => Drip { bytes: bytes.into_iter(), pause, next: None }.boxed_unsync(),
        Content::Hang => std::future::pending().await,
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status.try_into().unwrap();
    for (name, value) in reply.headers {
        let name = HeaderName::try_from(name).unwrap();
        response.headers_mut().append(name, HeaderValue::from_bytes(&value).unwrap());
    }
    Ok(response)
}

struct Drip {
    bytes: std::vec::IntoIter<u8>,
    pause: Duration,
    next: Option<std::pin::Pin<Box<tokio::time::Sleep>>>,
}

impl Body for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let pause = self.pause;
        let sleep = self.next.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        std::task::ready!(sleep.as_mut().poll(context));
        self.next = None;
        match self.bytes.next() {
            Some(byte) => std::task::Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![byte]))))),
            None => std::task::Poll::Pending,
        }
    }
}
