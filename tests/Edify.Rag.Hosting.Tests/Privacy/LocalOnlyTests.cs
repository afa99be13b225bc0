using Edify.Rag.Hosting.Tests.Privacy.Redaction;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Privacy;

public sealed class LocalOnlyTests
{
    [Fact]
    public async Task A_pipeline_of_local_parts_starts()
    {
        using var host = Host(rag => rag.UseLocalOnly().UseChat(_ => Model("http://localhost:11434/v1")));

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task Each_part_elsewhere_is_named_and_nothing_starts()
    {
        using var host = Host(rag => rag
            .UseLocalOnly()
            .UseChat(_ => Model("http://localhost:11434/v1"), "near")
            .UseChat(_ => Model("https://api.models.example/v1"), "far")
            .UseEmbeddings(_ => new PlacedEmbedder("https://vectors.example/v1"), "theirs")
            .Use<IRetriever>("somebody's", _ => throw new InvalidOperationException("made before it was refused")));

        var refusal = (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Message;

        Assert.Contains("LocalOnly is on", refusal, StringComparison.Ordinal);
        Assert.Contains("the language model 'far' (far) at api.models.example", refusal, StringComparison.Ordinal);
        Assert.Contains("the embedder (theirs) at vectors.example", refusal, StringComparison.Ordinal);
        Assert.Contains("IRetriever (somebody's)", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("'near'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_tell_where_it_is_counts_as_elsewhere() =>
        Assert.Contains("at an unknown place", Refusal(rag => rag.UseLocalOnly().UseChat(_ => Model(null))), StringComparison.Ordinal);

    [Fact]
    public void What_is_listed_is_the_schools_own() =>
        Validate(rag => rag
            .UseLocalOnly("gpu.school.lan", "10.0.0.0/8", "somebody's")
            .UseChat(_ => Model("http://GPU.school.lan/v1"), "one")
            .UseChat(_ => Model("http://10.9.8.7:8000/v1"), "two")
            .Use<IRetriever>("somebody's", _ => throw new InvalidOperationException()));

    [Fact]
    public void Without_it_anything_may_be_anywhere() => Validate(rag => rag.UseChat(_ => Model("https://api.models.example")));

    [Fact]
    public void Configuration_says_it_too()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Configured(new() { ["LocalOnly"] = "true", ["LocalHosts:0"] = "*.school.lan" }, Theirs)).Message;
        Assert.Contains("api.models.example", refusal, StringComparison.Ordinal);

        Configured(new() { ["LocalOnly"] = "true", ["LocalHosts:0"] = "*.models.example" }, Theirs);
        Configured(new() { ["LocalOnly"] = "false" }, Theirs);
    }

    [Theory]
    [InlineData("LocalOnly", "perhaps", "must be true or false")]
    [InlineData("Privacy:Redaction", "perhaps", "must be true or false")]
    [InlineData("Privacy:Redacted", "true", "instead of 'Redacted' it may be 'Detection'")]
    [InlineData("Privacy:Encryption", "true", "must hold options")]
    public void A_setting_that_can_not_be_is_told(string key, string value, string why) =>
        Assert.Contains(why, Assert.Throws<RagConfigurationException>(() => Configured(new() { [key] = value })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_host_that_can_not_be_is_told() =>
        Assert.Contains("LocalHosts has '10.0.0.0/99'", Assert.ThrowsAny<Exception>(() => Validate(rag => rag.UseLocalOnly("10.0.0.0/99"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_model_that_moves_elsewhere_while_the_host_runs_is_not_asked()
    {
        var model = Model("http://localhost:1");
        using var services = Services(rag => rag.UseLocalOnly().UseChat(_ => model));
        var client = services.GetRag<IChatClient>();
        await client.GetResponseAsync("Hello");
        model.Address = "https://api.models.example";

        var refusal = await Assert.ThrowsAsync<RagConfigurationException>(() => client.GetResponseAsync("Hello"));
        await Assert.ThrowsAsync<RagConfigurationException>(async () => await client.GetStreamingResponseAsync("Hello").ToListAsync());

        Assert.Contains("api.models.example", refusal.Message, StringComparison.Ordinal);
        Assert.Single(model.Seen);
    }

    [Fact]
    public async Task The_doctor_shows_it()
    {
        using var near = Services(rag => rag.UseLocalOnly().UseInMemoryBlobs());
        using var far = Services(rag => rag.UseLocalOnly().UseInMemoryBlobs().UseChat(_ => Model("https://api.models.example")));

        Assert.Equal(RagHealth.Healthy, (await near.GetRag<IRagDoctor>().ExamineAsync()).Single(f => f.Part == "local only").Health);
        var finding = (await far.GetRag<IRagDoctor>().ExamineAsync()).Single(f => f.Part == "local only");
        Assert.Equal(RagHealth.Broken, finding.Health);
        Assert.Contains("api.models.example", finding.Message, StringComparison.Ordinal);
    }

    private static RagProvider Theirs => new(RagProvider.ModelStage, "Theirs", (rag, _) => rag.UseChat(_ => Model("https://api.models.example/v1"), "theirs"));

    private static PlacedChatClient Model(string? address) => new(address, _ => ["Yes."]);

    private static string Refusal(Action<IRagBuilder> configure) => Assert.Throws<OptionsValidationException>(() => Validate(configure)).Message;

    private static void Validate(Action<IRagBuilder> configure)
    {
        using var services = Services(configure);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static void Configured(Dictionary<string, string?> settings, params IReadOnlyList<RagProvider> providers)
    {
        var all = new Dictionary<string, string?>(settings);
        if (providers.Count > 0) all["Models:0:Provider"] = "Theirs";
        using var services = new ServiceCollection().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), providers).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Services(Action<IRagBuilder> configure) => new ServiceCollection().AddLogging().AddEdifyRag(configure).BuildServiceProvider();

    private static IHost Host(Action<IRagBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEdifyRag(rag =>
        {
            rag.ConfigureStartupChecks(o => o.Enabled = false);
            configure(rag);
        });
        return builder.Build();
    }
}
