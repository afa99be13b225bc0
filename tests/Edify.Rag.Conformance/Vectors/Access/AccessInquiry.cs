namespace Edify.Rag.Conformance.Access;

/// <summary>Asks for one principal by every way there is, and notes what should not have been shown and what should have been.</summary>
internal sealed class AccessInquiry(
    IVectorStore store, string collection, Principal who, IReadOnlyList<SchoolDocument> documents, AccessTrialOutcome outcome)
{
    private const int Few = 5;

    private readonly AccessScope _scope = SchoolRule.ScopeOf(who);

    public async Task AskAsync(Narrowing narrowing, float[] vector, CancellationToken cancellationToken)
    {
        var visible = documents.Where(document => SchoolRule.Sees(who, document) && narrowing.Admits(document)).ToList();
        var all = new VectorQuery { Limit = VectorQuery.MaxLimit, Filter = narrowing.Filter };
        var counted = await store.CountAsync(collection, _scope, narrowing.Filter, cancellationToken);
        if (counted > visible.Count) outcome.Leaked($"{who} counts {counted} documents and may see {visible.Count}.");
        if (counted < visible.Count) outcome.Missed($"{who} counts {counted} documents and may see {visible.Count}.");
        outcome.Questions++;

        Compare("scan", visible, visible, await WalkAsync(narrowing.Filter, cancellationToken));
        Compare("vector", visible, visible, await FindAsync(all with { Vector = vector }, cancellationToken));
        var nearest = visible.OrderByDescending(document => BruteForce.Dot(document.Vector, vector)).Take(Few);
        Compare("nearest few", visible, nearest, await FindAsync(all with { Vector = vector, Limit = Few }, cancellationToken));
        if (store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) await AskByWordsAsync(visible, all, vector, cancellationToken);
    }

    private async Task AskByWordsAsync(List<SchoolDocument> visible, VectorQuery all, float[] vector, CancellationToken cancellationToken)
    {
        Compare("words", visible, visible, await FindAsync(all with { Text = SchoolDocument.CommonWord }, cancellationToken));
        Compare("both", visible, visible, await FindAsync(all with { Text = SchoolDocument.CommonWord, Vector = vector }, cancellationToken));

        var few = await FindAsync(all with { Text = SchoolDocument.CommonWord, Limit = Few }, cancellationToken);
        Compare("words, few", visible, [], few);
        if (few.Count < Math.Min(Few, visible.Count)) outcome.Missed($"{who} gets {few.Count} documents where there are more.");

        // By the very words that only these documents have, half of them hidden from the one who asks.
        var asked = visible.Take(20).Concat(documents.Except(visible).Take(20)).ToList();
        var words = string.Join(' ', asked.Select(document => document.OwnWord));
        Compare("own words", visible, asked.Intersect(visible), await FindAsync(all with { Text = words }, cancellationToken));
    }

    private void Compare(string way, List<SchoolDocument> visible, IEnumerable<SchoolDocument> expected, List<Guid> found)
    {
        outcome.Questions++;
        var allowed = visible.Select(document => document.Record.Id).ToHashSet();
        foreach (var id in found.Where(id => !allowed.Contains(id))) outcome.Leaked($"{who} is shown {Named(id)} by {way}.");
        foreach (var id in expected.Select(document => document.Record.Id).Except(found)) outcome.Missed($"{who} is not shown {Named(id)} by {way}.");
    }

    private string Named(Guid id) => documents.FirstOrDefault(document => document.Record.Id == id) is { } document ? FilterText.Of(document.Record) : $"{id}, which nobody stored,";

    private async Task<List<Guid>> WalkAsync(VectorFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<Guid>();
        await foreach (var record in store.ScanAsync(collection, _scope, new() { Filter = filter }, cancellationToken)) found.Add(record.Id);
        return found;
    }

    private async Task<List<Guid>> FindAsync(VectorQuery query, CancellationToken cancellationToken)
    {
        var found = new List<Guid>();
        await foreach (var match in store.SearchAsync(collection, query, _scope, cancellationToken)) found.Add(match.Record.Id);
        return found;
    }
}
