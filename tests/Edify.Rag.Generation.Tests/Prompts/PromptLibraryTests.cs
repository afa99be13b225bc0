using Edify.Rag.Generation.Prompts;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Tests.Prompts;

public sealed class PromptLibraryTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly Lines _log = new();
    private readonly PromptLibrary _library;
    private int _written;

    public PromptLibraryTests() => _library = new(_log);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_folder_the_shipped_prompt_is_used()
    {
        var (template, problem) = Get(string.Empty, ShippedPrompts.Answer);

        Assert.Same(ShippedPrompts.Get(ShippedPrompts.Answer), template);
        Assert.Null(problem);
    }

    [Fact]
    public void A_file_takes_the_place_of_the_shipped_prompt_until_it_is_taken_away()
    {
        Assert.Same(ShippedPrompts.Get(ShippedPrompts.Answer), Get().Template);
        Write("[system]\nfirst\n[user]\n{{question}}\n");
        var first = Get().Template;
        Write("[system]\nsecond\n[user]\n{{question}}\n");
        var second = Get().Template;
        File.Delete(File_);

        Assert.Equal(("first", "second"), (SystemOf(first), SystemOf(second)));
        Assert.NotEqual(first.Version, second.Version);
        Assert.Same(ShippedPrompts.Get(ShippedPrompts.Answer), Get().Template);
    }

    [Fact]
    public void An_unchanged_file_is_read_once()
    {
        Write("[system]\none\n[user]\n");

        Assert.Same(Get().Template, Get().Template);
        Assert.Single(_log.Messages);
    }

    [Fact]
    public void A_broken_file_leaves_the_last_good_one_in_use_and_is_reported_once_with_its_place()
    {
        Write("[system]\ngood\n[user]\n{{question}}\n");
        var good = Get().Template;
        Write("[system]\nbroken\n[user]\n{{if question}}\n");

        var (template, problem) = Get();
        Get();

        Assert.Same(good, template);
        Assert.Contains("answer.v2.txt(4,1): ", problem, StringComparison.Ordinal);
        Assert.Single(_log.Messages, m => m.Contains("(4,1)", StringComparison.Ordinal));

        Write("[system]\nmended\n[user]\n{{question}}\n");
        Assert.Equal("mended", SystemOf(Get().Template));
        Assert.Null(Get().Problem);
    }

    [Theory]
    [InlineData("no marks", "(1,1)")]
    [InlineData("[system]\nno user", "(2,8)")]
    [InlineData("[system]\n[user]\nx\n[user]\n", "(4,1)")]
    [InlineData("[system]\n[user]\n{{password}}", "(3,3)")]
    public void A_file_that_is_broken_from_the_start_leaves_the_shipped_prompt(string text, string place)
    {
        Write(text);

        var (template, problem) = Get();

        Assert.Same(ShippedPrompts.Get(ShippedPrompts.Answer), template);
        Assert.Contains(place, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_text_or_too_large_are_reported()
    {
        File.WriteAllBytes(File_, [.. "[system]\n"u8, 0xFF, .. "\n[user]\n"u8]);
        Assert.Contains("UTF-8", Get().Problem, StringComparison.Ordinal);

        File.WriteAllText(File_, "[system]\n" + new string('x', PromptTemplate.MaxLength) + "\n[user]\n");
        Assert.Contains("65,536", Get().Problem, StringComparison.Ordinal);

        File.WriteAllText(File_, new string('x', 8 * PromptTemplate.MaxLength));
        Assert.Contains("can't be read", Get().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_that_is_nowhere_is_reported_and_the_shipped_one_serves()
    {
        var (template, problem) = Get(_folder.Path, "answer.mine");

        Assert.Same(ShippedPrompts.Get(ShippedPrompts.Answer), template);
        Assert.Contains("answer.mine.txt", problem, StringComparison.Ordinal);
    }

    private string File_ => Path.Combine(_folder.Path, "answer.v2.txt");

    private (PromptTemplate Template, string? Problem) Get() => Get(_folder.Path, ShippedPrompts.Answer);

    private (PromptTemplate Template, string? Problem) Get(string folder, string name) =>
        _library.Get(folder, name, ShippedPrompts.Answer, ShippedPrompts.AnswerNames);

    private static string SystemOf(PromptTemplate template) => template.RenderSystem(new(new Dictionary<string, string>(), new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>()));

    // A file system's clock may be coarse; people don't save twice within its step, tests do.
    private void Write(string text)
    {
        File.WriteAllText(File_, text);
        File.SetLastWriteTimeUtc(File_, new DateTime(2026, 1, 1, 0, 0, ++_written, DateTimeKind.Utc));
    }

    private sealed class Lines : ILogger<PromptLibrary>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
