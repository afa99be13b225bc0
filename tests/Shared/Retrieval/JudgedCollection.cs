namespace Edify.Rag.Tests.Shared;

/// <summary>Texts, and questions for which people judged them.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="Texts">The texts.</param>
/// <param name="Questions">Those questions that some text answers.</param>
internal sealed record JudgedCollection(string Name, IReadOnlyList<string> Texts, IReadOnlyList<JudgedQuestion> Questions)
{
    /// <summary>Name of the conformance data that <see cref="LoadAll"/> reads.</summary>
    public const string Data = "retrieval";

    /// <summary>All collections there are.</summary>
    /// <param name="folder">The folder of <see cref="Data"/>.</param>
    public static IReadOnlyList<JudgedCollection> LoadAll(string folder) => [Cacm.Load(Path.Combine(folder, "cacm")), Cranfield.Load(Path.Combine(folder, "cranfield"))];
}

/// <summary>A question, and which texts are worth finding.</summary>
/// <param name="Text">The question.</param>
/// <param name="Gains">For each text that answers it, by its place in the collection, how well it does, above 0.</param>
internal sealed record JudgedQuestion(string Text, IReadOnlyDictionary<int, double> Gains)
{
    private const int Depth = 10;

    /// <summary>Normalized discounted cumulative gain of the first ten: 1 for the best order there is.</summary>
    /// <remarks>Järvelin and Kekäläinen, "Cumulated Gain-based Evaluation of IR Techniques", ACM TOIS 20(4), 2002.</remarks>
    /// <param name="ranking">Places of texts, the best first.</param>
    public double Ndcg(IEnumerable<int> ranking) =>
        Discounted(ranking.Select(place => Gains.GetValueOrDefault(place))) / Discounted(Gains.Values.OrderDescending());

    /// <summary>Mean of the precision at each text that answers the question.</summary>
    /// <param name="ranking">Places of texts, the best first.</param>
    public double AveragePrecision(IEnumerable<int> ranking)
    {
        var found = 0;
        return ranking.Select((place, i) => Gains.ContainsKey(place) ? ++found / (i + 1.0) : 0).Sum() / Gains.Count;
    }

    private static double Discounted(IEnumerable<double> gains) => gains.Take(Depth).Select((gain, i) => gain / Math.Log2(i + 2)).Sum();
}
