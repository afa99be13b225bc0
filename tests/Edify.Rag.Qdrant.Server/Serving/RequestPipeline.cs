using System.Globalization;
using System.Text.Json;
using Edify.Rag.Qdrant.Server.Api;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>Takes a request through faults and keys to what answers it.</summary>
internal sealed class RequestPipeline(QdrantServerOptions options, QdrantData data, Faults faults, Action<QdrantExchange> seen)
{
    private readonly ApiKeys _keys = new(options);
    private readonly ServerVersion _version = ServerVersion.Parse(options.Version);

    public async Task RunAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (path, query) = target.Split('?', 2) is [var before, var behind] ? (before, behind) : (target, "");
        var body = await BodyAsync(context.Request, context.RequestAborted);

        var fault = faults.Next(context.Request.Method, path);
        if (fault is QdrantFault.Cut) { context.Abort(); return; }

        var answer = fault is QdrantFault.Fail fail
            ? Answer.Failed(fail.Status, fail.Error) with { RetryAfter = fail.RetryAfter }
            : Do(context.Request, path, query, body);
        seen(new(context.Request.Method, target, body, answer.Status, answer.ContentType, answer.Body));

        switch (fault)
        {
            case QdrantFault.CutAfter:
                context.Abort();
                return;
            case QdrantFault.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case QdrantFault.FailAfter late:
                answer = Answer.Failed(late.Status, late.Error);
                break;
            case QdrantFault.Change change:
                answer = answer with { Body = change.Bytes(answer.Body) };
                break;
        }

        await SendAsync(context.Response, answer, context.RequestAborted);
    }

    private Answer Do(HttpRequest request, string path, string query, byte[] body)
    {
        try
        {
            if (_keys.Refuse(request, path) is { } refusal) return refusal;
            if (Routes.Find(request.Method, path, _version) is not { } route) return Answer.Nothing;
            if (body.Length > options.MaxRequestBytes)
            {
                return Answer.Failed(400, $"Payload error: JSON payload ({body.Length} bytes) is larger than allowed (limit: {options.MaxRequestBytes} bytes).");
            }

            return route.Handler(new(data, _version, options.Time, new(query), route.Names, new(() => RequestBody.Parse(body, request.ContentType))));
        }
        catch (QdrantError error)
        {
            return Answer.Failed(error.Status, error.Message);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return Answer.Failed(500, $"The double failed: {error}");
        }
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static async Task SendAsync(HttpResponse response, Answer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0) response.ContentType = answer.ContentType;
        if (answer.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, cancellationToken);
    }
}
