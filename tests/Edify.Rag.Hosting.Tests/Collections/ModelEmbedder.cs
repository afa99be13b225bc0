using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>An embedder of a model's name: two models give a text different vectors of one length. It counts, and does what a test says.</summary>
internal sealed class ModelEmbedder(string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private int _calls;

    /// <summary>Called before each answer with how many calls there were.</summary>
    public Func<int, Task> BeforeAnswer { get; set; } = static _ => Task.CompletedTask;

    public Func<string, bool> Refuses { get; set; } = static _ => false;

    public List<string> Embedded { get; } = [];

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        await BeforeAnswer(Interlocked.Increment(ref _calls));
        cancellationToken.ThrowIfCancellationRequested();
        var refused = texts.Index().Where(text => Refuses(text.Item)).Select(text => new RefusedText(text.Index, "it is bad")).ToList();
        lock (Embedded) Embedded.AddRange(texts.Where(text => !Refuses(text)));
        return refused.Count > 0
            ? throw new TextsRefusedException(refused, [.. texts.Select(text => Refuses(text) ? null : new Embedding<float>(VectorOf(text)))])
            : new(texts.Select(text => new Embedding<float>(VectorOf(text))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("model", null, model, StoreRecords.Dimension) : null;

    public void Dispose()
    {
    }

    /// <summary>The vector of a text: of its characters and the model's name.</summary>
    public float[] VectorOf(string text)
    {
        var seed = (model + text).Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
        return StoreRecords.Unit(new(seed));
    }
}
