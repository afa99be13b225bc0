using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Edify.Rag.Tests.Shared;

/// <summary>A server that speaks OpenAI's API for embeddings on a socket, as strictly as OpenAI's, and as a test wishes.</summary>
internal sealed class EmbeddingApi : IAsyncDisposable
{
    public const string Model = "word-vectors";
    public const int MostTexts = 2048;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ApiRequest> _requests = new();
    private readonly X509Certificate2? _certificate;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private int _number;
    private int _underWay;
    private int _mostUnderWay;
    private int _left;

    public EmbeddingApi(TimeProvider? time = null, X509Certificate2? certificate = null)
    {
        (_time, _certificate) = (time ?? TimeProvider.System, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"{(_certificate is null ? "http" : "https")}://{_listener.LocalEndpoint}/v1");

    public int Dimension { get; init; } = 64;

    /// <summary>Whether vectors are numbers whatever was asked for, as servers of one's own do it.</summary>
    public bool KnowsNoBase64 { get; init; }

    /// <summary>Whether the vectors come in another order than the texts.</summary>
    public bool AnswersBackwards { get; init; }

    /// <summary>What is answered instead of vectors; null gives the vectors.</summary>
    public Func<ApiRequest, ApiAnswer?>? OnRequest { get; set; }

    /// <summary>What answers wait for.</summary>
    public Task Holds { get; set; } = Task.CompletedTask;

    public IReadOnlyList<ApiRequest> Requests => [.. _requests];

    /// <summary>The most requests that were under way at the same time.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>How many clients went without waiting for their answer.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>An answer with these vectors, in this order.</summary>
    public static ApiAnswer Vectors(IEnumerable<(int Index, object Vector)> vectors, object? usage = null) => new(200, JsonSerializer.Serialize(new
    {
        @object = "list",
        data = vectors.Select(v => new { @object = "embedding", index = v.Index, embedding = v.Vector }),
        model = Model,
        usage = usage ?? new { prompt_tokens = 1, total_tokens = 1 },
    }));

    public async Task WaitForAsync(int requests)
    {
        while (_requests.Count < requests) await Task.Delay(5, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;

        // Not before: a listener that is stopped between two connections refuses to wait for the next one.
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var connection = new ApiConnection(client, _stop.Token);
        if (!await connection.OpenAsync(_certificate)) return;
        while (await connection.ReadAsync() is var (path, headers, body))
        {
            var request = new ApiRequest(Interlocked.Increment(ref _number), _time.GetUtcNow(), path, headers, body);
            _requests.Enqueue(request);
            InterlockedMax(ref _mostUnderWay, Interlocked.Increment(ref _underWay));
            try
            {
                await Holds.WaitAsync(_stop.Token);
                if (!await connection.AnswerAsync(OnRequest?.Invoke(request) ?? Answer(request))) Interlocked.Increment(ref _left);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    private ApiAnswer Answer(ApiRequest request)
    {
        if (request.Path != "/v1/embeddings") return ApiAnswer.Error(404, "unknown_url");
        if (request.Model != Model) return ApiAnswer.Error(404, "model_not_found");
        var texts = request.Texts;
        if (texts.Count is 0 or > MostTexts || texts.Contains(string.Empty)) return ApiAnswer.Error(400, param: "input");
        var dimension = request.Dimensions ?? Dimension;
        var words = texts.Sum(text => text.Split(' ').Length);
        var vectors = texts.Select((text, i) => (i, Form(WordVectors.Of(text, dimension), request.AsksForBase64 && !KnowsNoBase64)));
        return Vectors(AnswersBackwards ? vectors.Reverse() : vectors, new { prompt_tokens = words, total_tokens = words + 1 });
    }

    private static object Form(float[] vector, bool isBase64) => isBase64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector;

    private static void InterlockedMax(ref int most, int value)
    {
        while (Volatile.Read(ref most) is var known && known < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
        }
    }
}
