namespace Edify.Rag.Abstractions.Tests.Vectors;

public sealed class RagIdsTests
{
    [Fact]
    public void Ids_never_move_since_stores_hold_them()
    {
        Assert.Equal(new Guid("41eea6d6-2c6a-83ef-8d29-5e2a62abce9b"), RagIds.Document("school", "folder:/content", "SOP/fire.md"));
        Assert.Equal(new Guid("d3eec24e-1efb-8d80-9c7d-39729d501681"), RagIds.Chunk("school", "folder:/content", "SOP/fire.md", 3, "Leave by the nearest exit."));
        Assert.Equal(new Guid("dcc22068-7625-8a79-9fe1-4b4d0fd5f264"), RagIds.Document("école", "कंटेंट", "🚒.md"));
    }

    [Fact]
    public void The_same_content_has_the_same_id() =>
        Assert.Equal(RagIds.Chunk("t", "s", "n", 0, "text"), RagIds.Chunk("t", "s", "n", 0, "text"));

    [Fact]
    public void Parts_do_not_run_into_each_other()
    {
        Guid[] ids =
        [
            RagIds.Document("ab", "c", "d"), RagIds.Document("a", "bc", "d"), RagIds.Document("a", "b", "cd"), RagIds.Document("abc", "", "d"),
            RagIds.Chunk("a", "b", "c", 1, "1"), RagIds.Chunk("a", "b", "c", 11, ""), RagIds.Chunk("a", "b", "c1", 1, ""),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Every_part_counts()
    {
        Guid[] ids =
        [
            RagIds.Chunk("t", "s", "n", 0, "x"), RagIds.Chunk("T", "s", "n", 0, "x"), RagIds.Chunk("t", "S", "n", 0, "x"),
            RagIds.Chunk("t", "s", "N", 0, "x"), RagIds.Chunk("t", "s", "n", 1, "x"), RagIds.Chunk("t", "s", "n", 0, "X"),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Ids_are_version_8_UUIDs_of_the_standard_variant()
    {
        var ids = Enumerable.Range(0, 200).Select(i => RagIds.Chunk("t", "s", "n", i, "x"));

        Assert.All(ids, id =>
        {
            Assert.Equal(8, id.Version);
            Assert.InRange(id.Variant, 8, 11);
        });
    }
}
