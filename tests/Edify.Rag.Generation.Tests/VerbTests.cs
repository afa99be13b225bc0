using Edify.Rag.Generation.Extractive;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Generation.Tests;

public sealed class VerbTests
{
    [Fact]
    public async Task The_verbs_assemble_a_pipeline_that_answers_with_checked_citations()
    {
        var builder = new Builder("sop");
        builder.UseContextBudget(o => o.MaxPassages = 2).UsePrompts().UseExtractiveAnswers(o => o.MaxSentences = 2).UseCitationChecks();
        await using var services = builder.Services.BuildServiceProvider();

        var context = services.GetRag<IContextBuilder>("sop").Build("How many books may a pupil borrow?", SchoolDocuments());
        var prompt = services.GetRag<IPromptBuilder>("sop").Build(context);
        var reply = await services.GetRag<IChatClient>("sop").GetResponseAsync(prompt.Messages);
        var verified = await services.GetRag<ICitationVerifier>("sop").VerifyAsync(reply.Text, context);

        Assert.Equal(2, context.Passages.Count);
        Assert.Equal("Pupils may borrow two books [1].", verified.Text);
        Assert.Equal("Pupils may borrow two books.", Assert.Single(verified.Citations).Excerpt);
    }

    [Fact]
    public async Task A_chat_client_of_ones_own_takes_the_stage()
    {
        using var client = new ExtractiveChatClient(() => new());
        var builder = new Builder("default");
        builder.UseExtractiveAnswers().UseChat(_ => client, "mine");
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Same(client, services.GetRag<IChatClient>());
        Assert.Equal(["extractive", "mine"], builder.Providers);
        Assert.Throws<ArgumentException>(() => builder.UseChat(_ => client, " "));
    }

    [Theory]
    [InlineData(0, 700, 0.6, "MaxSentences")]
    [InlineData(4, 99, 0.6, "MaxCharacters")]
    [InlineData(4, 700, 0, "MinCoverage")]
    [InlineData(4, 700, 1.1, "MinCoverage")]
    [InlineData(4, 700, double.NaN, "MinCoverage")]
    public void Options_out_of_range_are_refused_by_name(int sentences, int characters, double coverage, string key)
    {
        var options = new ExtractiveOptions { MaxSentences = sentences, MaxCharacters = characters, MinCoverage = coverage };

        Assert.Contains($"ExtractiveOptions.{key} is", new ExtractiveOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static RetrievedChunk[] SchoolDocuments() =>
    [
        TestPassages.Chunk("Plants need light and water.", "plants"),
        TestPassages.Chunk("Pupils may borrow two books.", "library"),
        TestPassages.Chunk("Buses leave at four.", "buses"),
    ];

    private sealed class Builder(string name) : IRagBuilder
    {
        public string Name => name;

        public IServiceCollection Services { get; } = new ServiceCollection();

        public List<string> Providers { get; } = [];

        public IRagBuilder Use<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class
        {
            Providers.Add(provider);
            Services.AddKeyedSingleton(Name, (services, _) => factory(services));
            return this;
        }

        public IRagBuilder Add<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class => Use(provider, factory);

        public IRagBuilder Decorate<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class =>
            throw new NotSupportedException();
    }
}
