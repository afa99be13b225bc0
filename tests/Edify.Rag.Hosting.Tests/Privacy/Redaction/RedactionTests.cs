using System.Text.Json;
using System.Text.Json.Nodes;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Privacy.Redaction;

public sealed class RedactionTests
{
    private const string Elsewhere = "https://api.models.example/v1";

    [Fact]
    public async Task A_model_elsewhere_gets_placeholders_and_its_answer_names_the_pupil()
    {
        var model = new PlacedChatClient(Elsewhere, _ => ["<PERSON_1> has ", "<PHONE_1>."]);
        var client = Client(model);

        var answer = await client.GetResponseAsync("Anna Müller can be called at +49 171 2345678. Anna Müller!");

        Assert.Equal("Anna Müller has +49 171 2345678.", answer.Text);
        Assert.Contains("<PERSON_1> can be called at <PHONE_1>. <PERSON_1>!", model.Seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Müller", model.Seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("171", model.Seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_is_restored_wherever_a_stream_is_cut()
    {
        const string Said = "Ask <PERSON_1> or <PERSON_2>, not <b> nor <PERSON_9> nor x < y.";
        for (var cut = 1; cut < Said.Length; cut++)
        {
            for (var second = cut; second < Said.Length; second += 3)
            {
                string[] pieces = [Said[..cut], Said[cut..second], Said[second..]];
                var updates = await Client(new(Elsewhere, _ => pieces)).GetStreamingResponseAsync("Anna Müller and Jan Kowalski").ToListAsync();

                Assert.Equal("Ask Anna Müller or Jan Kowalski, not <b> nor <PERSON_9> nor x < y.", string.Concat(updates.Select(u => u.Text)));
                Assert.Equal(10, updates.SelectMany(u => u.Contents).OfType<UsageContent>().Single().Details.InputTokenCount);
            }
        }
    }

    [Fact]
    public async Task What_is_held_back_at_the_end_is_told()
    {
        var answer = await Client(new(Elsewhere, _ => ["Anna: ", "<PERS"])).GetStreamingResponseAsync("Anna Müller").ToListAsync();

        Assert.Equal("Anna: <PERS", string.Concat(answer.Select(u => u.Text)));
        Assert.NotNull(answer[^1].FinishReason);
    }

    [Fact]
    public async Task A_placeholder_in_a_document_never_becomes_somebodys_name()
    {
        var model = new PlacedChatClient(Elsewhere, seen => [seen.Contains("<PERSON_2>", StringComparison.Ordinal) ? "<PERSON_1> and <PERSON_2>" : "?"]);

        var answer = await Client(model).GetResponseAsync("The page says <PERSON_1>. Anna Müller reads it.");

        Assert.Equal("<PERSON_1> and Anna Müller", answer.Text);
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", true)]
    [InlineData("http://127.0.0.1:8000", true)]
    [InlineData("http://[::1]:8000", true)]
    [InlineData("http://gpu.school.lan/v1", true)]
    [InlineData("http://10.2.3.4/v1", true)]
    [InlineData("http://school.lan.evil.example/v1", false)]
    [InlineData("https://api.models.example/v1", false)]
    [InlineData(null, false)]
    public async Task Models_of_the_schools_own_network_get_the_text_and_others_do_not(string? address, bool isLocal)
    {
        var model = new PlacedChatClient(address, _ => ["Yes."]);

        await Client(model, rag => rag.Services.Configure<RagOptions>(rag.Name, o => { o.LocalHosts.Add("*.school.lan"); o.LocalHosts.Add("10.0.0.0/8"); })).GetResponseAsync("Anna Müller");

        Assert.Equal(isLocal, model.Seen[0].Contains("Anna Müller", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_models_each_gets_what_it_may()
    {
        var near = new PlacedChatClient("http://localhost:1/v1", _ => throw new HttpRequestException("down"));
        var far = new PlacedChatClient(Elsewhere, _ => ["<PERSON_1>"]);
        using var services = Services(rag => rag.UseChat(_ => near, "near", limits => limits.MaxRetries = 0).UseChat(_ => far, "far"));

        var answer = await services.GetRag<IChatClient>().GetResponseAsync("Anna Müller");

        Assert.Equal("Anna Müller", answer.Text);
        Assert.Contains("Anna Müller", near.Seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", far.Seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_address_changes_is_looked_at_again()
    {
        var model = new PlacedChatClient("http://localhost:1", _ => ["Yes."]);
        var client = Client(model);
        await client.GetResponseAsync("Anna Müller");
        model.Address = Elsewhere;
        await client.GetResponseAsync("Anna Müller");

        Assert.Contains("Anna", model.Seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", model.Seen[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_instructions_and_authors_are_redacted_and_the_callers_messages_are_not()
    {
        var model = new PlacedChatClient(Elsewhere, _ => ["ok"]);
        using var json = JsonDocument.Parse("""{"name":"Anna Müller","grades":[1,2]}""");
        List<ChatMessage> messages =
        [
            new(ChatRole.System, "You help Anna Müller."),
            new(ChatRole.User, "Hello") { AuthorName = "Anna Müller", AdditionalProperties = new() { ["passages"] = "Anna Müller" } },
            new(ChatRole.Assistant, [new FunctionCallContent("1", "find", new Dictionary<string, object?> { ["who"] = "Anna Müller" })]),
            new(ChatRole.Tool, [new FunctionResultContent("1", json.RootElement.Clone())]),
        ];

        await Client(model).GetResponseAsync(messages, new() { Instructions = "Greet Jan Kowalski." });

        Assert.Contains("You help <PERSON_1>.", model.Last[0].Text, StringComparison.Ordinal);
        Assert.Contains("exactly as it stands", model.Last[0].Text, StringComparison.Ordinal);
        Assert.Null(model.Last[1].AuthorName);
        Assert.Null(model.Last[1].AdditionalProperties);
        Assert.Equal("<PERSON_1>", Assert.IsType<FunctionCallContent>(model.Last[2].Contents[0]).Arguments!["who"]);
        var result = Assert.IsType<JsonObject>(Assert.IsType<FunctionResultContent>(model.Last[3].Contents[0]).Result);
        Assert.Equal(("<PERSON_1>", 2), ((string?)result["name"], (int?)result["grades"]![1]));
        Assert.Equal("Greet <PERSON_2>.", model.Options!.Instructions);
        Assert.Equal("You help Anna Müller.", messages[0].Text);
        Assert.Single(messages[0].Contents);
    }

    [Fact]
    public async Task An_answer_of_the_pipeline_names_the_pupil_and_cites_what_the_model_never_saw()
    {
        var model = new PlacedChatClient(Elsewhere, _ => ["The tutor of <PERS", "ON_1> is <PERSON_2> [1]."]);
        await using var school = new SmallSchool(rag => rag.UseChat(_ => model).WithRedaction().AddNames(_ => ["Anna Müller", "Jan Kowalski"]));
        await school.PutAsync("kb/2026/7/tutors.txt", "The tutor of Anna Müller is Jan Kowalski, who teaches mathematics on Mondays.");
        await school.IngestAsync();

        var answer = await school.AskAsync("Who is the tutor of Anna Müller?", SmallSchool.Admin);

        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
        Assert.Contains("Jan Kowalski", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Anna Müller", Assert.Single(answer.Citations).Excerpt, StringComparison.Ordinal);
        Assert.NotEmpty(model.Seen);
        Assert.All(model.Seen, seen => Assert.DoesNotContain("Müller", seen, StringComparison.Ordinal));
        Assert.All(model.Seen, seen => Assert.DoesNotContain("Kowalski", seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_embedder_elsewhere_gets_no_names_and_is_another_embedder()
    {
        var embedder = new PlacedEmbedder(Elsewhere);
        using var services = Services(rag => rag.UseEmbeddings(_ => embedder).WithEmbeddingRedaction());
        var generator = services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();

        await generator.GenerateAsync(["Anna Müller has a cold."]);

        Assert.Equal("<PERSON> has a cold.", Assert.Single(embedder.Seen));
        Assert.Equal("placed+redacted/1", ((EmbeddingGeneratorMetadata)generator.GetService(typeof(EmbeddingGeneratorMetadata))!).DefaultModelId);
    }

    [Fact]
    public async Task A_local_embedder_is_left_as_it_is()
    {
        var embedder = new PlacedEmbedder("http://localhost:11434");
        using var services = Services(rag => rag.UseEmbeddings(_ => embedder).WithEmbeddingRedaction());
        var generator = services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();

        await generator.GenerateAsync(["Anna Müller has a cold."]);

        Assert.Equal("Anna Müller has a cold.", Assert.Single(embedder.Seen));
        Assert.Equal("placed", ((EmbeddingGeneratorMetadata)generator.GetService(typeof(EmbeddingGeneratorMetadata))!).DefaultModelId);
    }

    private static IChatClient Client(PlacedChatClient model, Action<IRagBuilder>? more = null) => Services(rag =>
    {
        rag.UseChat(_ => model);
        more?.Invoke(rag);
    }).GetRag<IChatClient>();

    private static ServiceProvider Services(Action<IRagBuilder> configure) => new ServiceCollection().AddLogging().AddEdifyRag(rag =>
    {
        configure(rag);
        rag.WithRedaction().AddNames(_ => ["Anna Müller", "Jan Kowalski"]);
    }).BuildServiceProvider();
}

/// <summary>An embedder at an address, which remembers what it was sent.</summary>
internal sealed class PlacedEmbedder(string address) : IEmbeddingGenerator<string, Embedding<float>>
{
    public List<string> Seen { get; } = [];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        Seen.AddRange(texts);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(_ => new Embedding<float>(new float[] { 1, 0, 0, 0 }))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(EmbeddingGeneratorMetadata)
        ? new EmbeddingGeneratorMetadata("placed", new Uri(address), "placed", 4)
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
