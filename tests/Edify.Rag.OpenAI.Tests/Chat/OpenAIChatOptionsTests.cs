using Edify.Rag.OpenAI.Chat;
using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.OpenAI.Tests.Chat;

public sealed class OpenAIChatOptionsTests
{
    public static TheoryData<string, Action<OpenAIChatOptions>> Wrong => new()
    {
        { "Model must be the name of a model, such as \"gpt-4o-mini\"; it is blank.", o => o.Model = " " },
        { "ApiKey must be set for OpenAI; for another server, set Endpoint.", o => o.ApiKey = null },
        { "ApiKey is empty, or has white space or characters beyond ASCII; leave it out, or copy it again.", o => o.ApiKey = "a b" },
        { "Endpoint must be the base address, without \"/chat/completions\": that is added to it.", o => o.Endpoint = new("http://localhost/v1/chat/completions") },
        { "Endpoint must not hold credentials; set ApiKey.", o => o.Endpoint = new("http://a:b@localhost/v1") },
        { "AzureApiVersion must be a version such as \"2024-10-21\", or left out.", o => (o.AzureApiVersion, o.Endpoint) = ("a&b", new("https://x.openai.azure.com")) },
        { "Endpoint must be set with AzureApiVersion: the resource's address, such as \"https://NAME.openai.azure.com\".", o => o.AzureApiVersion = "2024-10-21" },
        { "Endpoint must end before \"/openai\" with AzureApiVersion; the path of the deployment is added to it.", o => (o.AzureApiVersion, o.Endpoint) = ("2024-10-21", new("https://x.openai.azure.com/openai/v1")) },
        { "MaxOutputTokens is 0; it must be 1 to 10000000.", o => o.MaxOutputTokens = 0 },
        { "Temperature is 2.5; it must be 0 to 2.", o => o.Temperature = 2.5f },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_settings_are_refused_by_name(string sentence, Action<OpenAIChatOptions> wrong)
    {
        var options = new OpenAIChatOptions { Model = "gpt-4o-mini", ApiKey = TestChat.Key };
        wrong(options);

        var result = new OpenAIChatOptionsValidator().Validate(null, options);

        Assert.Equal($"OpenAIChatOptions.{sentence}", Assert.Single(result.Failures!));
        Assert.DoesNotContain(TestChat.Key, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_adds_models_to_the_gateway_in_order()
    {
        await using var api = new ChatApi();
        var builder = new TestRagBuilder();
        builder
            .UseOpenAIChat(o => (o.Endpoint, o.Model) = (new(api.Root, "/elsewhere"), ChatApi.Model), "broken")
            .UseOpenAIChat(o => (o.Endpoint, o.Model) = (api.Endpoint, ChatApi.Model), "sound");
        api.OnRequest = request => request.Path.StartsWith("/elsewhere", StringComparison.Ordinal) ? new(502, "") : null;
        await using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();

        var client = services.GetRag<IChatClient>();

        Assert.Equal(["broken", "sound"], client.GetService<IModelGateway>()!.Models.Select(model => model.Name));
    }
}
