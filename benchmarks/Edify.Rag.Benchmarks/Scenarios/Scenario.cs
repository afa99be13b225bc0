using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios;

/// <summary>A set of figures that belong together.</summary>
internal abstract class Scenario
{
    public static IReadOnlyList<Scenario> All { get; } = [new Main.MainScenario(), new Documents.DocumentsScenario(), new Storage.StorageScenario(), new Embeddings.EmbeddingsScenario(), new Retrieval.RetrievalScenario(), new Answers.AnswersScenario(), new Vectors.VectorsScenario(), new Access.AccessScenario()];

    /// <summary>What <c>./bench.sh</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, in a sentence.</summary>
    public abstract string Description { get; }

    public static Scenario? Named(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Whether it can be measured at another size than the one that its goals are for.</summary>
    public virtual bool HasScale => false;

    /// <summary>Measures, one figure after the other.</summary>
    /// <param name="scale">How much is measured; 1 for all of it, and for scenarios without a scale.</param>
    public abstract IAsyncEnumerable<Figure> RunAsync(double scale);
}
