namespace Edify.Rag.Shared.Http;

/// <summary>The HTTP client of a model's server: the host's, or one of our own, which is disposed with the model.</summary>
internal sealed class ServerHttp(HttpClient client, bool isOwn) : IDisposable
{
    // A server's address may change while the process runs.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    public HttpClient Client { get; } = client;

    public static ServerHttp Create(IServiceProvider services, Func<IServiceProvider, HttpClient>? ofHost) =>
        ofHost is not null ? new(ofHost(services), isOwn: false) : Own();

    public static ServerHttp Own() => new(
        new HttpClient(new SocketsHttpHandler
        {
            // A redirection would take texts to a place that nobody configured.
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        },
        isOwn: true);

    public void Dispose()
    {
        if (isOwn) Client.Dispose();
    }
}
