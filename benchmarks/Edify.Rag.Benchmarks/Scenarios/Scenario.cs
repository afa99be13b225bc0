using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios;

/// <summary>A set of figures that belong together.</summary>
internal abstract class Scenario
{
    public static IReadOnlyList<Scenario> All { get; } = [new Main.MainScenario(), new Documents.DocumentsScenario()];

    /// <summary>What <c>./bench.sh</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, in a sentence.</summary>
    public abstract string Description { get; }

    public static Scenario? Named(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Measures, one figure after the other.</summary>
    public abstract IAsyncEnumerable<Figure> RunAsync();
}
