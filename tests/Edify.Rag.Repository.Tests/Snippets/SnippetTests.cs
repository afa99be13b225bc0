namespace Edify.Rag.Repository.Tests.Snippets;

public sealed class SnippetTests
{
    private const string Source = """
        class Program
        {
            // begin-snippet: ask
            if (ready)
            {

                Ask();
            }
            // end-snippet
        }
        """;

    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_SNIPPETS") == "1";

    [Fact]
    public void Code_on_a_page_is_the_code_that_is_compiled()
    {
        var stale = new List<string>();
        foreach (var file in Repository.Files(".", "*.md"))
        {
            var page = File.ReadAllText(file).ReplaceLineEndings("\n");
            var fresh = Snippets.Refresh(page, path => File.ReadAllText(Path.Combine(Repository.Root, path)));
            if (fresh == page) continue;
            if (Update) File.WriteAllText(file, fresh);
            else stale.Add(Repository.Shown(file));
        }

        Assert.True(stale.Count == 0, $"Code differs from its origin in {string.Join(", ", stale)}. Run UPDATE_SNIPPETS=1 ./test.sh --filter Snippet and look at what changed.");
    }

    [Fact]
    public void A_copy_is_replaced_by_its_origin_without_the_indentation()
    {
        var page = "Text.\n\n<!-- snippet: a.cs#ask -->\n```csharp\nold();\n```\n\n```csharp\nother();\n```\n";

        var fresh = Snippets.Refresh(page, path => path == "a.cs" ? Source : throw new FileNotFoundException(path));

        Assert.Equal("Text.\n\n<!-- snippet: a.cs#ask -->\n```csharp\nif (ready)\n{\n\n    Ask();\n}\n```\n\n```csharp\nother();\n```\n", fresh);
    }

    [Fact]
    public void A_copy_without_an_origin_is_an_error()
    {
        var error = Assert.Throws<InvalidDataException>(() => Snippets.Refresh("<!-- snippet: a.cs#gone -->\n```csharp\n```\n", _ => Source));

        Assert.Contains("a.cs has no snippet 'gone'", error.Message, StringComparison.Ordinal);
    }
}
