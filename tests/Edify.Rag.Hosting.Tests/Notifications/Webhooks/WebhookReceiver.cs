using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edify.Rag.Hosting.Tests.Notifications.Webhooks;

/// <summary>A server on this machine that takes deliveries and answers what a test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public WebhookReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/hook");

    /// <summary>Answers for the next deliveries; afterwards 204.</summary>
    public ConcurrentQueue<(int Status, string? Header, string? Value)> Answers { get; } = new();

    public ConcurrentQueue<Delivery> Deliveries { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Deliveries.Enqueue(new(
                context.Request.Url!.AbsolutePath,
                context.Request.Headers["webhook-id"]!,
                context.Request.Headers["webhook-timestamp"]!,
                context.Request.Headers["webhook-signature"]!,
                Encoding.UTF8.GetString(body.ToArray())));
            var (status, header, value) = Answers.TryDequeue(out var answer) ? answer : (204, null, null);
            context.Response.StatusCode = status;
            if (header is not null) context.Response.Headers[header] = value;
            context.Response.Close();
        }
    }
}

internal sealed record Delivery(string Path, string Id, string Timestamp, string Signature, string Body);
