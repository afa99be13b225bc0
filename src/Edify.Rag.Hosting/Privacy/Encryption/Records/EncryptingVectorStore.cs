using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <summary>Gives a store encrypted texts and blind words, and takes the texts back: any store, with all that it can do.</summary>
internal abstract partial class EncryptingVectorStore : IVectorStore
{
    // A question of punctuation alone has no words; stores take a text for a text.
    private const string NoWords = ".";

    private readonly IVectorStore _inner;
    private readonly KeyRing _keys;
    private readonly RecordSealing _sealing;

    private EncryptingVectorStore(IVectorStore inner, KeyRing keys, bool allowsUnencrypted) =>
        (_inner, _keys, _sealing) = (inner, keys, new(keys, allowsUnencrypted));

    public VectorStoreCapabilities Capabilities => _inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) => _inner.EnsureCollectionAsync(collection, cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) => _inner.GetCollectionAsync(collection, cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => _inner.MeasureCollectionAsync(collection, cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) => _inner.DropCollectionAsync(collection, cancellationToken);

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) => _inner.CompactAsync(collection, cancellationToken);

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var key = await _keys.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var words = new BlindWords(key);
        await _inner.UpsertAsync(collection, [.. records.Select(record => RecordSealing.Seal(record, key, words))], cancellationToken).ConfigureAwait(false);
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        _inner.DeleteAsync(collection, FilterRules.Check(filter), cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var field in fields.Keys) FilterRules.CheckSet(field);
        return _inner.UpdateFieldsAsync(collection, FilterRules.Check(filter), fields, cancellationToken);
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(scope);
        FilterRules.Check(query.Filter);
        FilterRules.Check(scope.Filter);
        if (query.Text is { } text) query = query with { Text = await BlindAsync(text, cancellationToken).ConfigureAwait(false) };
        await foreach (var match in _inner.SearchAsync(collection, query, scope, cancellationToken).ConfigureAwait(false))
            yield return match with { Record = await _sealing.OpenAsync(match.Record, cancellationToken).ConfigureAwait(false) };
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        FilterRules.Check(scope.Filter);
        if (options is not null) FilterRules.Check(options.Filter);
        await foreach (var record in _inner.ScanAsync(collection, scope, options, cancellationToken).ConfigureAwait(false))
            yield return await _sealing.OpenAsync(record, cancellationToken).ConfigureAwait(false);
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        _inner.CountAsync(collection, scope, filter is null ? null : FilterRules.Check(filter), cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => _inner.CheckAsync(cancellationToken);

    // While a rotation is under way, records are under several keys, and a word has a hash under each.
    private async ValueTask<string> BlindAsync(string text, CancellationToken cancellationToken)
    {
        var keys = await _keys.AllAsync(cancellationToken).ConfigureAwait(false);
        var words = string.Join(' ', keys.SelectMany(key => new BlindWords(key).OfQuestion(text)));
        return words.Length > 0 ? words : NoWords;
    }
}
