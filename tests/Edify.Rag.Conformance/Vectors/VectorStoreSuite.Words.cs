namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>A lexical search finds what holds a word of the query, all of it, and nothing else.</summary>
    [Fact]
    public async Task A_lexical_search_finds_exactly_what_holds_a_word()
    {
        Require(VectorStoreCapabilities.Lexical);
        var random = new TestRecords(9);
        var records = random.Many(200, Dimension, Tenant);
        await UpsertAsync(records);
        var filter = VectorFilter.Exists("grade");

        foreach (var words in new[] { "geometry", "algebra drama", "Biology, history!", "zygote", "" })
        {
            var wanted = words.ToLowerInvariant().Split([' ', ',', '!'], StringSplitOptions.RemoveEmptyEntries);
            var actual = await SearchAsync(new() { Text = words, Limit = 1000, Filter = filter });

            Assert.Equal(
                records.Where(r => filter.Matches(r.Fields) && wanted.Intersect(r.Text.Split(' ')).Any()).Select(r => r.Id).Order(),
                actual.Select(m => m.Record.Id).Order());
            Assert.Equal(actual.Select(m => m.Score).OrderDescending(), actual.Select(m => m.Score));
            Assert.All(actual, match => Assert.True(match.LexicalScore > 0 && match.LexicalScore == match.Score && match.Similarity is null));
        }
    }

    /// <summary>What would be syntax elsewhere is words here.</summary>
    /// <param name="text">A text that some query language would take for syntax.</param>
    [Theory]
    [InlineData("geometry AND NOT \"")]
    [InlineData("geometry) OR (1=1; DROP TABLE x --")]
    [InlineData("{ $where: 'geometry' }")]
    [InlineData("geometry:* & !~^\\")]
    public async Task Query_text_is_never_syntax(string text)
    {
        Require(VectorStoreCapabilities.Lexical);
        var records = new TestRecords(10).Many(50, Dimension, Tenant);
        await UpsertAsync(records);

        var actual = await SearchAsync(new() { Text = text, Limit = 1000 });

        Assert.Equal(records.Where(r => r.Text.Contains("geometry", StringComparison.Ordinal)).Select(r => r.Id).Order(), actual.Select(m => m.Record.Id).Order());
    }

    /// <summary>Words of any script are words.</summary>
    /// <param name="text">What is stored.</param>
    /// <param name="word">What is asked for.</param>
    [Theory]
    [InlineData("Grüße aus Köln", "Köln")]
    [InlineData("Grüße aus Köln", "grüße")]
    [InlineData("زيارة مدرسة جديدة", "مدرسة")]
    [InlineData("학교 도서관", "학교")]
    [InlineData("naïve re\u0301sume\u0301", "naïve")]
    public async Task Words_of_any_script_are_found(string text, string word)
    {
        Require(VectorStoreCapabilities.Lexical);
        var random = new TestRecords(15);
        var record = random.One(Dimension, Tenant) with { Text = text };
        await UpsertAsync([record, .. random.Many(10, Dimension, Tenant)]);

        Assert.Equal(record.Id, Assert.Single(await SearchAsync(new() { Text = word })).Record.Id);
    }

    /// <summary>Words lead to what a text says now, and to records whose fields were changed since.</summary>
    [Fact]
    public async Task Words_follow_what_became_of_the_texts()
    {
        Require(VectorStoreCapabilities.Lexical);
        var random = new TestRecords(16);
        var records = random.Many(60, Dimension, Tenant).ConvertAll(record => record with { Text = "quicksilver geometry" });
        await UpsertAsync(records);
        await UpsertAsync([.. records.Take(20).Select(record => record with { Text = "ibsen" })]);
        await Store.DeleteAsync(Collection, VectorFilter.Equal("public", true));
        await Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["subject"] = "music" });
        await SettleAsync();
        var left = records.Skip(20).Where(record => !VectorFilter.Equal("public", true).Matches(record.Fields)).Select(record => record.Id).Order();

        Assert.Equal(left, (await IdsOfAsync(new() { Text = "quicksilver", Limit = 1000 })).Order());
        Assert.Equal(left, (await IdsOfAsync(new() { Text = "quicksilver", Limit = 1000, Filter = VectorFilter.Equal("subject", "music") })).Order());
        Assert.Empty(await IdsOfAsync(new() { Text = "quicksilver", Filter = VectorFilter.AnyOf("subject", "maths", "science", "literature") }));
    }
}
