namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    // What means something to an engine or a language, and what engines call their own.
    private static readonly string[] OddNames =
    [
        "a", "A", "a.b", "a.b.c", ".", "..", "a.", ".a", "$", "$where", "$eq", "a$b", "$a.$b", "[]", "x[0]", "[*]", "it's", "\"quoted\"", "with space", " led by space",
        "back\\slash", "a/b", "~0", "naïve", "nai\u0308ve", "名前", "😀", "%s", "{0}", "0", "-1", "#", "a,b", "a;b", "--", "/*", "?", "null", "true", "constructor", "__proto__",
        "id", "_id", "__v", "vector", "text", "content", "embedding", "fields", "metadata", "payload", "score", "words", "document_id", "chunk_index", "status",
        new('n', 200),
    ];

    // Each holds its own name.
    private static Dictionary<string, FieldValue> OddFields =>
        new(OddNames.Select(name => KeyValuePair.Create(name, (FieldValue)name)).Append(new(RagFields.Tenant, Tenant)), StringComparer.Ordinal);

    /// <summary>A field may have any name: what is a path, an operator or a column elsewhere is a name here.</summary>
    [Fact]
    public async Task A_field_may_have_any_name()
    {
        var random = new TestRecords(70);
        var declared = new Dictionary<string, FieldKind>(TestRecords.Fields) { ["x[0]"] = FieldKind.Integer };
        foreach (var name in new[] { "a.b", "$where", "it's", "text" }) declared[name] = FieldKind.Text;
        await Store.EnsureCollectionAsync(Definition() with { Fields = declared });
        var one = random.One(Dimension, Tenant) with { Fields = OddFields };
        var other = random.One(Dimension, Tenant) with { Fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, ["x[0]"] = 5L } };
        await UpsertAsync(one, other);

        AssertSame([one, other], await ScanAsync());
        AssertSame([one], (await SearchAsync(new() { Vector = one.Vector, Limit = 1 })).Select(match => match.Record));
        foreach (var name in OddNames)
        {
            VectorFilter[] filters =
                [VectorFilter.Equal(name, name), VectorFilter.AnyOf(name, "no", name), VectorFilter.Equal(name, "no"), VectorFilter.Exists(name), !VectorFilter.Exists(name)];
            foreach (var filter in filters.Where(IsSupported)) await AssertFindsExactlyAsync([one, other], filter);
        }
    }

    /// <summary>Fields of any name are set and cleared, and those whose names are part of it stay.</summary>
    [Fact]
    public async Task A_field_of_any_name_is_set_and_cleared()
    {
        var record = new TestRecords(71).One(Dimension, Tenant) with { Fields = OddFields };
        await UpsertAsync(record);
        var changes = OddNames.Index().Where(name => name.Index % 3 > 0).ToDictionary(name => name.Item, name => name.Index % 3 == 1 ? FieldValue.Many() : (long)name.Index);

        Assert.Equal(1, await Store.UpdateFieldsAsync(Collection, VectorFilter.Equal(RagFields.Tenant, Tenant), changes));
        await SettleAsync();

        var expected = record.Fields.Where(f => !changes.ContainsKey(f.Key)).Concat(changes.Where(f => f.Value.Items is null)).ToDictionary();
        var found = Assert.Single(await ScanAsync());
        AssertSame([record with { Fields = expected }], [WithoutEmpty(found)]);
        foreach (var (name, value) in changes)
            Assert.Equal(value.Items is null ? 1 : 0, await Store.CountAsync(Collection, Everything, VectorFilter.Exists(name)));
    }
}
