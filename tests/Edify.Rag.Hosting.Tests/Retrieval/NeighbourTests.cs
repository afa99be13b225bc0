namespace Edify.Rag.Hosting.Tests.Retrieval;

public class NeighbourTests
{
    [Fact]
    public async Task Chunks_before_and_after_stand_behind_what_was_found()
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(9);

        var found = await school.FindAsync(new("needle4") { Top = 1, Neighbours = 1, Mode = RetrievalMode.Lexical });

        Assert.Equal([4, 3, 5], found.Chunks.Select(NumberedSchool.OrdinalOf));
        Assert.Equal([null, found.Chunks[0].Record.Id, found.Chunks[0].Record.Id], found.Chunks.Select(c => c.NeighbourOf));
        Assert.StartsWith("2 added", found.Steps.Single(s => s.Name == "neighbours").Detail, StringComparison.Ordinal);
        Assert.True(found.Chunks[0].Score >= found.Chunks[1].Score);
    }

    [Theory]
    [InlineData(0, 0, 1, 2)]
    [InlineData(8, 8, 7, 6)]
    public async Task A_document_ends_where_it_ends(int at, params int[] ordinals)
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(9);
        Assert.Equal(ordinals, (await school.FindAsync(new($"needle{at}") { Top = 1, Neighbours = 2, Mode = RetrievalMode.Lexical })).Chunks.Select(NumberedSchool.OrdinalOf));
    }

    [Fact]
    public async Task A_search_has_no_neighbours_unless_it_asks_for_them()
    {
        await using var school = new NumberedSchool(o => o.Neighbours = 3);
        await school.StoreAsync(9);
        Assert.Single((await school.FindAsync(new("needle4") { Top = 1, Mode = RetrievalMode.Lexical })).Chunks);
        Assert.Equal(7, (await school.FindAsync(new("needle4") { Top = 1, Mode = RetrievalMode.Lexical, Neighbours = null })).Chunks.Count);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => school.FindAsync(new("needle4") { Neighbours = 11 }));
    }

    [Fact]
    public async Task A_passage_that_was_found_is_not_added_again()
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(3);
        var found = await school.FindAsync(new("needle0 needle1 needle2") { Top = 3, Neighbours = 2, Mode = RetrievalMode.Lexical });
        Assert.Equal(3, found.Chunks.Count);
    }

    [Fact]
    public async Task Neighbours_keep_within_their_budget()
    {
        await using var school = new NumberedSchool(o => o.NeighbourCharacters = 45);
        await school.StoreAsync(9);
        var found = await school.FindAsync(new("needle4") { Top = 1, Neighbours = 4, Mode = RetrievalMode.Lexical });
        var added = found.Chunks.Where(c => c.NeighbourOf is not null).ToList();
        Assert.NotEmpty(added);
        Assert.True(added.Sum(c => c.Record.Text.Length) <= 45);
        Assert.Equal(3, NumberedSchool.OrdinalOf(added[0]));
    }

    [Fact]
    public async Task The_section_is_brought_by_its_headings()
    {
        await using var school = new NumberedSchool(o => o.ParentSection = true);
        await school.StoreAsync(9, headings: ordinal => ordinal is >= 2 and <= 6 ? ordinal == 5 ? ["Rules", "Fees", "Late"] : ["Rules", "Fees"] : ["Rules", "Other"]);
        var found = await school.FindAsync(new("needle4") { Top = 1, Neighbours = null, Mode = RetrievalMode.Lexical });
        Assert.Equal([4, 3, 5, 2, 6], found.Chunks.Select(NumberedSchool.OrdinalOf));
    }

    [Fact]
    public async Task Neighbours_are_of_the_same_version_of_the_document()
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(3, version: "new");
        await school.StoreAsync(3, version: "old", word: "straw");
        var found = await school.FindAsync(new("needle1") { Top = 1, Neighbours = 1, Mode = RetrievalMode.Lexical });
        Assert.All(found.Chunks, c => Assert.StartsWith("needle", c.Record.Text, StringComparison.Ordinal));
        Assert.Equal(3, found.Chunks.Count);
    }

    [Fact]
    public async Task What_narrows_the_search_narrows_its_neighbours()
    {
        await using var school = new NumberedSchool();
        await school.StoreAsync(9, grade: ordinal => ordinal == 3 ? "7" : "6");
        var found = await school.FindAsync(new("needle4") { Top = 1, Neighbours = 1, Mode = RetrievalMode.Lexical, Within = PassageFilter.Grades("6") });
        Assert.Equal([4, 5], found.Chunks.Select(NumberedSchool.OrdinalOf));
    }
}
