using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Decorators.Logging;

/// <summary>Logs how each call begins and ends.</summary>
internal sealed class LoggingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, ILogger logger, TimeProvider time)
    : EmbedderDecorator(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!logger.IsEnabled(LogLevel.Error)) return await base.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);

        var texts = values as IReadOnlyCollection<string> ?? [.. values];
        var (count, model, started) = (texts.Count, Embedder.ModelOf(options), time.GetTimestamp());
        Begin(texts, options, model);
        try
        {
            var embeddings = await base.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
            logger.Embedded(count, model, Milliseconds(started), embeddings.Usage?.InputTokenCount);
            return embeddings;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.EmbeddingCancelled(count, model, Milliseconds(started));
            throw;
        }
        catch (Exception e)
        {
            logger.EmbeddingFailed(count, model, Milliseconds(started), ErrorType.Of(e));
            throw;
        }
    }

    private void Begin(IReadOnlyCollection<string> texts, EmbeddingGenerationOptions? options, string model)
    {
        logger.Embedding(texts.Count, EmbeddingPurposes.Of(options), model);
        if (!logger.IsEnabled(LogLevel.Trace)) return;
        foreach (var (index, text) in texts.Index()) logger.EmbeddedText(index, texts.Count, text);
    }

    private double Milliseconds(long started) => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
}
