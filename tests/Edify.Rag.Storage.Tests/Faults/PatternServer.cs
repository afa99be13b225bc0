using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Storage.Tests.Faults;

/// <summary>Answers <c>GET /n</c> with n bytes of a pattern (<c>/n/chunked</c> in chunks), and takes note of what is put.</summary>
internal sealed class PatternServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public PatternServer()
    {
        // The listener takes no port 0: one that was free a moment ago has to do.
        for (var attempt = 0; ; attempt++)
        {
            Address = new Uri($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address.AbsoluteUri);
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was quicker.
            }
        }

        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Method and path of each request that came.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Length of each body that came whole.</summary>
    public ConcurrentQueue<long> Stored { get; } = new();

    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                break;
            }

            answers.Add(AnswerAsync(context));
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            Seen.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
            using var stored = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(stored);
            if (context.Request.HttpMethod == "PUT")
            {
                // A connection that ends early looks like the end of the body to this listener.
                if (context.Request.ContentLength64 < 0 || stored.Length == context.Request.ContentLength64) Stored.Enqueue(stored.Length);
                context.Response.StatusCode = 201;
                context.Response.ContentLength64 = 0;
            }
            else
            {
                var path = context.Request.Url!.AbsolutePath.Split('/');
                var body = Pattern(int.Parse(path[1], CultureInfo.InvariantCulture));
                context.Response.SendChunked = path.Length > 2;
                if (path.Length == 2) context.Response.ContentLength64 = body.Length;
                if (context.Request.HttpMethod == "GET") await context.Response.OutputStream.WriteAsync(body);
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone, which is what faults are for.
        }
    }
}
