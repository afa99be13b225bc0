using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <content>The optional contracts, and the classes that claim those which the store has.</content>
internal abstract partial class EncryptingVectorStore
{
    public VectorStoreMetadata Metadata => ((IVectorStoreDetails)_inner).Metadata;

    public static EncryptingVectorStore Around(IVectorStore store, KeyRing keys, bool allowsUnencrypted) =>
        (store is ITermStatistics, store is ICollectionAliases, store is IVectorStoreDetails) switch
        {
            (true, true, true) => new CountingAliasedDetailed(store, keys, allowsUnencrypted),
            (true, true, false) => new CountingAliased(store, keys, allowsUnencrypted),
            (true, false, true) => new CountingDetailed(store, keys, allowsUnencrypted),
            (true, false, false) => new Counting(store, keys, allowsUnencrypted),
            (false, true, true) => new AliasedDetailed(store, keys, allowsUnencrypted),
            (false, true, false) => new Aliased(store, keys, allowsUnencrypted),
            (false, false, true) => new Detailed(store, keys, allowsUnencrypted),
            (false, false, false) => new Plain(store, keys, allowsUnencrypted),
        };

    public async Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        var asked = new List<(string Word, List<List<string>> Terms)>(words.Count);
        var blinds = (await _keys.AllAsync(cancellationToken).ConfigureAwait(false)).Select(key => new BlindWords(key)).ToList();
        foreach (var word in words) asked.Add((word, blinds.ConvertAll(blind => blind.Terms(word))));
        var terms = asked.SelectMany(word => word.Terms).SelectMany(term => term).Distinct(StringComparer.Ordinal).ToList();
        var found = await ((ITermStatistics)_inner).GetTermStatisticsAsync(collection, terms, cancellationToken).ConfigureAwait(false);
        var frequencies = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (word, underKeys) in asked)
        {
            // Records are under one key each, so what is found under each adds up; of several terms of a word the rarest counts.
            if (underKeys[0].Count == 0) continue;
            frequencies[word] = underKeys.Sum(under => under.Min(term => found.Frequencies.GetValueOrDefault(term)));
        }

        return new(found.Records, frequencies);
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => ((ICollectionAliases)_inner).ListAliasesAsync(cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) =>
        ((ICollectionAliases)_inner).SetAliasAsync(alias, collection, cancellationToken);

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => ((ICollectionAliases)_inner).RemoveAliasAsync(alias, cancellationToken);

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetIndexedFieldsAsync(collection, cancellationToken);

    public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetContentVersionAsync(collection, cancellationToken);

    private sealed class Plain(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows);

    private sealed class Counting(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), ITermStatistics;

    private sealed class Aliased(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), ICollectionAliases;

    private sealed class Detailed(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), IVectorStoreDetails;

    private sealed class CountingAliased(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), ITermStatistics, ICollectionAliases;

    private sealed class CountingDetailed(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), ITermStatistics, IVectorStoreDetails;

    private sealed class AliasedDetailed(IVectorStore inner, KeyRing keys, bool allows) : EncryptingVectorStore(inner, keys, allows), ICollectionAliases, IVectorStoreDetails;

    private sealed class CountingAliasedDetailed(IVectorStore inner, KeyRing keys, bool allows)
        : EncryptingVectorStore(inner, keys, allows), ITermStatistics, ICollectionAliases, IVectorStoreDetails;
}
