using System.Text;
using Edify.Rag.Benchmarks.Pipelines;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Benchmarks.Scenarios.Answers;

/// <summary>Chunks of a school's files as ingestion stores them: made-up words, as common and as rare as in any language, embedded by the default embedder.</summary>
internal sealed class SchoolChunks
{
    private const int FullSize = 100_000;
    private const int LeastSize = 1_000;
    private const int Vocabulary = 12_000;
    private const int WordsPerChunk = 150;
    private const int ChunksPerDocument = 40;
    private const int Grades = 10;
    private const int Batch = 2_000;

    private static readonly string[] Syllables = ["ba", "cor", "di", "fen", "gal", "hi", "jun", "ka", "lem", "mo", "nur", "pi", "ra", "sol", "ti", "ven"];
    private static readonly string[] Shapes = ["What is the {0} of {1}?", "When does the {0} {1} begin?", "How do {0} and {1} differ?", "Explain why {0} needs {1} {2}.", "{0} {1} {2}", "Who keeps the {0}, and where is the {1}?"];
    private static readonly DateTimeOffset Written = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string[] _words;

    public SchoolChunks(double scale)
    {
        Count = Math.Max(LeastSize, (int)(FullSize * scale));
        var random = new Random(7);
        _words = [.. Enumerable.Range(0, Vocabulary).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)])))];
    }

    /// <summary>Number of chunks.</summary>
    public int Count { get; }

    public async Task StoreAsync(IServiceProvider services)
    {
        var store = services.GetRag<IVectorStore>();
        var embedder = services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();
        var made = (EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
        var dimension = made.DefaultModelDimensions!.Value;
        var fields = new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text, [RagFields.Grade] = FieldKind.Text };
        await store.EnsureCollectionAsync(new("documents", dimension, $"{made.ProviderName}/{made.DefaultModelId}/{dimension}", fields));
        var random = new Random(1);
        foreach (var rows in Enumerable.Range(0, Count).Chunk(Batch))
        {
            var texts = rows.Select(_ => Text(random)).ToList();
            var vectors = await embedder.GenerateAsync(texts);
            await store.UpsertAsync("documents", [.. rows.Select((row, i) => Record(row, texts[i], vectors[i].Vector))]);
        }
    }

    /// <summary>Questions of every kind; the same on every call.</summary>
    public IEnumerable<string> Questions(int count)
    {
        var random = new Random(2);
        for (var i = 0; i < count; i++) yield return string.Format(System.Globalization.CultureInfo.InvariantCulture, Shapes[i % Shapes.Length], Word(random), Word(random), Word(random));
    }

    private static VectorRecord Record(int row, string text, ReadOnlyMemory<float> vector)
    {
        var (document, ordinal) = (row / ChunksPerDocument, row % ChunksPerDocument);
        var grade = $"Grade {document % Grades}";
        var name = $"Knowledge Bank/kb/2026/{grade}/note-{document:00000}.txt";
        return new(RagIds.Chunk(RagHost.Tenant, "bench", name, ordinal, text), text, new Dictionary<string, FieldValue>
        {
            [RagFields.Tenant] = RagHost.Tenant,
            [RagFields.Document] = RagIds.Document(RagHost.Tenant, "bench", name).ToString(),
            [RagFields.Name] = name,
            [RagFields.Version] = FieldValue.Many("1"),
            [RagFields.Ordinal] = (long)ordinal,
            [RagFields.Module] = RagModules.KnowledgeBank,
            [RagFields.Grade] = grade,
            [RagFields.Modified] = Written,
        })
        { Vector = vector };
    }

    private string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= WordsPerChunk; i++) text.Append(Word(random)).Append(i % 12 == 0 ? ". " : " ");
        return text.ToString().TrimEnd();
    }

    // Cubed, so that few words are common and most are rare.
    private string Word(Random random) => _words[(int)(Vocabulary * Math.Pow(random.NextDouble(), 3))];
}
