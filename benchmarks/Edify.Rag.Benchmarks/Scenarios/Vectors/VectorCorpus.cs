using System.Numerics.Tensors;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>Chunks of a school's files, made up: vectors around topics, words as rare and as common as in any language, fields that filters ask for.</summary>
internal sealed class VectorCorpus
{
    public const int Dimension = 384;

    private const int FullSize = 100_000;
    private const int LeastSize = 2_000;
    private const int Topics = 200;
    private const float Spread = 0.6f;
    private const int Vocabulary = 8_000;
    private const int LeastWords = 80;
    private const int MostWords = 160;
    private const int WordsPerQuestion = 6;
    private const int Books = 100;

    private static readonly string[] Syllables = ["ba", "cor", "di", "fen", "gal", "hi", "jun", "ka", "lem", "mo", "nur", "pi", "ra", "sol", "ti", "ven"];
    private static readonly DateTimeOffset Term = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly float[] _topics;
    private readonly string[] _words;

    public VectorCorpus(double scale)
    {
        Size = Math.Max(LeastSize, (int)(FullSize * scale));
        var random = new Random(384);
        _words = [.. Enumerable.Range(0, Vocabulary).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)])))];
        _topics = new float[Topics * Dimension];
        for (var topic = 0; topic < Topics; topic++) FillUnit(_topics.AsSpan(topic * Dimension, Dimension), random);
    }

    /// <summary>Number of records.</summary>
    public int Size { get; }

    public static IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Tenant] = FieldKind.Text,
        [RagFields.Grade] = FieldKind.Text,
        [RagFields.Book] = FieldKind.Text,
        ["roles"] = FieldKind.Texts,
        [RagFields.Page] = FieldKind.Integer,
        [RagFields.Modified] = FieldKind.Time,
    };

    /// <summary>One record in a hundred.</summary>
    public static VectorFilter OneBook { get; } = VectorFilter.Equal(RagFields.Book, Book(3));

    /// <summary>What the policy of a school asks of each record: four in ten.</summary>
    public static VectorFilter OfARole { get; } = VectorFilter.AnyOf("roles", "teacher", "principal") & VectorFilter.AnyOf(RagFields.Grade, "Grade 1", "Grade 2", "Grade 3", "Grade 4", "Grade 5", "Grade 6");

    /// <summary>The records, the same on every call; each has its text and vector anew.</summary>
    public IEnumerable<VectorRecord> Records()
    {
        var random = new Random(1);
        for (var row = 0; row < Size; row++)
        {
            var vector = new float[Dimension];
            FillNear(vector, random.Next(Topics), random);
            var text = Text(random, random.Next(LeastWords, MostWords + 1));
            var fields = new Dictionary<string, FieldValue>
            {
                [RagFields.Tenant] = RagHost.Tenant,
                [RagFields.Grade] = $"Grade {row % 10}",
                [RagFields.Book] = Book(row),
                ["roles"] = FieldValue.Many(row % 3 == 0 ? ["parent", "pupil"] : ["teacher", "pupil"]),
                [RagFields.Page] = (long)(row % 500),
                [RagFields.Modified] = Term.AddMinutes(row % 10_000),
            };
            yield return new(RagIds.Chunk(RagHost.Tenant, "bench", "bench.txt", row, text), text, fields) { Vector = vector };
        }
    }

    /// <summary>Questions: a vector near a topic, and words.</summary>
    public IReadOnlyList<VectorQuery> Queries(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var vector = new float[Dimension];
            FillNear(vector, random.Next(Topics), random);
            return new VectorQuery { Vector = vector, Text = Text(random, WordsPerQuestion) };
        })];
    }

    public static CollectionDefinition Definition(string name) => new(name, Dimension, "bench/1", Fields);

    private static string Book(int row) => $"Book {row % Books}";

    // Cubed, so that few words are common and most are rare.
    private string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => _words[(int)(Vocabulary * Math.Pow(random.NextDouble(), 3))]));

    private void FillNear(Span<float> vector, int topic, Random random)
    {
        FillUnit(vector, random);
        TensorPrimitives.MultiplyAdd(vector, Spread, _topics.AsSpan(topic * Dimension, Dimension), vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    }

    private static void FillUnit(Span<float> vector, Random random)
    {
        for (var i = 0; i < vector.Length; i++) vector[i] = random.NextSingle() - 0.5f;
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    }
}
