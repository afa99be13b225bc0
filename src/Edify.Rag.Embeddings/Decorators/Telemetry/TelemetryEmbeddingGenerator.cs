using System.Diagnostics;
using Edify.Rag.Shared.Telemetry;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.Telemetry;

/// <summary>Records each call as a span and in metrics.</summary>
internal sealed class TelemetryEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, TimeProvider time)
    : EmbedderDecorator(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!EmbeddingInstruments.Source.HasListeners() && !EmbeddingInstruments.Duration.Enabled && !EmbeddingInstruments.Tokens.Enabled)
            return await base.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);

        var tags = RequestTags(options);
        using var activity = Start(tags, options);
        var started = time.GetTimestamp();
        try
        {
            var embeddings = await base.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
            if (embeddings is [{ ModelId: { } model }, ..]) tags.Add(GenAi.ResponseModel, model);
            Succeeded(activity, tags, embeddings, started);
            return embeddings;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Who gives up is no failure of the embedder, and how long it would have taken nobody knows.
            throw;
        }
        catch (Exception e)
        {
            var error = ErrorType.Of(e);
            activity?.SetTag(GenAi.ErrorType, error).SetStatus(ActivityStatusCode.Error);
            tags.Add(GenAi.ErrorType, error);
            EmbeddingInstruments.Duration.Record(Seconds(started), tags);
            throw;
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType == typeof(ActivitySource) ? EmbeddingInstruments.Source : base.GetService(serviceType, serviceKey);
    }

    private TagList RequestTags(EmbeddingGenerationOptions? options)
    {
        var tags = new TagList
        {
            { GenAi.OperationName, GenAi.Embeddings },
            { GenAi.ProviderName, Embedder.Provider },
        };
        if ((options?.ModelId ?? Embedder.Model) is { } model) tags.Add(GenAi.RequestModel, model);
        if (Embedder.Server is not { IsAbsoluteUri: true, Host: { Length: > 0 } host } server) return tags;
        tags.Add(GenAi.ServerAddress, host);
        tags.Add(GenAi.ServerPort, server.Port);
        return tags;
    }

    private Activity? Start(in TagList tags, EmbeddingGenerationOptions? options)
    {
        var name = (options?.ModelId ?? Embedder.Model) is { } model ? $"{GenAi.Embeddings} {model}" : GenAi.Embeddings;
        var kind = Embedder.Server is null ? ActivityKind.Internal : ActivityKind.Client;

        // Handed over at the start: samplers decide by them.
        var activity = EmbeddingInstruments.Source.StartActivity(name, kind, parentContext: default, tags);
        if (activity is { IsAllDataRequested: true } && (options?.Dimensions ?? Embedder.Dimensions) is { } dimensions)
            activity.SetTag(GenAi.Dimensions, dimensions);
        return activity;
    }

    private void Succeeded(Activity? activity, TagList tags, GeneratedEmbeddings<Embedding<float>> embeddings, long started)
    {
        EmbeddingInstruments.Duration.Record(Seconds(started), tags);
        var tokens = embeddings.Usage?.InputTokenCount;
        if (activity is { IsAllDataRequested: true })
        {
            if (embeddings is [{ } first, ..]) activity.SetTag(GenAi.ResponseModel, first.ModelId).SetTag(GenAi.Dimensions, first.Vector.Length);
            activity.SetTag(GenAi.InputTokens, tokens);
        }

        if (tokens is not { } count) return;
        tags.Add(GenAi.TokenType, GenAi.Input);
        EmbeddingInstruments.Tokens.Record(count, tags);
    }

    private double Seconds(long started) => time.GetElapsedTime(started).TotalSeconds;
}
