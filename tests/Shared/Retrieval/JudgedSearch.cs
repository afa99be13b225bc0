using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Tests.Shared;

/// <summary>A judged collection in a pipeline: what <c>AddEdifyRag</c> gives, a record for each text, questions by its retriever.</summary>
internal sealed class JudgedSearch : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edify-judged-").FullName;
    private readonly ServiceProvider _services;
    private readonly JudgedCollection _collection;

    private JudgedSearch(JudgedCollection collection, Action<IRagBuilder>? configure)
    {
        _collection = collection;
        _services = new ServiceCollection().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(_folder);
            configure?.Invoke(rag);
        }).BuildServiceProvider();
    }

    /// <summary>Embeds and stores the collection.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="configure">Changes the pipeline.</param>
    public static async Task<JudgedSearch> OverAsync(JudgedCollection collection, Action<IRagBuilder>? configure = null)
    {
        var search = new JudgedSearch(collection, configure);
        await NumberedTexts.StoreAsync(search._services, [.. collection.Texts.Select(text => (text, text))]);
        return search;
    }

    /// <summary>Mean nDCG@10 over all questions.</summary>
    public async Task<double> NdcgAsync(RetrievalMode mode)
    {
        var retriever = _services.GetRag<IRetriever>();
        var sum = 0.0;
        foreach (var question in _collection.Questions) sum += question.Ndcg(await NumberedTexts.FindAsync(retriever, question.Text, mode, top: 10));
        return sum / _collection.Questions.Count;
    }

    /// <summary>Mean average precision over all questions, of the first thousand texts.</summary>
    public async Task<double> PrecisionAsync(RetrievalMode mode)
    {
        var retriever = _services.GetRag<IRetriever>();
        var sum = 0.0;
        foreach (var question in _collection.Questions)
            sum += question.AveragePrecision(await NumberedTexts.FindAsync(retriever, question.Text, mode, VectorQuery.MaxLimit));
        return sum / _collection.Questions.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
