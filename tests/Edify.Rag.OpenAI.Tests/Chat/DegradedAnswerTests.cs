using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Chat;

/// <summary>Language models in a pipeline: from a question to its answer.</summary>
public sealed class DegradedAnswerTests
{
    private const string Question = "What is the late fee?";

    [Fact]
    public async Task A_model_writes_the_answer()
    {
        await using var api = new ChatApi { OnRequest = request => ChatApi.Says(request, "It is fifty ", "rupees a week [1].") };
        await using var school = await OpenAsync(api, api);

        var answer = await school.AskAsync(Question, SmallSchool.Admin);

        Assert.Equal((AnswerOutcome.Answered, "It is fifty rupees a week [1]."), (answer.Outcome, answer.Text));
    }

    [Fact]
    public async Task With_every_model_down_extracts_answer_and_the_outcome_says_so()
    {
        await using var overloaded = new ChatApi { OnRequest = _ => ApiAnswer.Error(503, headers: "Retry-After: 60") };
        await using var empty = new ChatApi { OnRequest = request => ChatApi.Says(request) };
        await using var school = await OpenAsync(overloaded, empty);

        var answer = await school.AskAsync(Question, SmallSchool.Admin);

        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.Contains("fifty rupees", answer.Text, StringComparison.Ordinal);
        Assert.Equal("General/fee.txt", Assert.Single(answer.Citations).DocumentName);
        Assert.Equal((1, 1), (overloaded.Requests.Count, empty.Requests.Count));
    }

    private static async Task<SmallSchool> OpenAsync(ChatApi first, ChatApi second)
    {
        var school = new SmallSchool(rag => rag
            .UseOpenAIChat(o => (o.Endpoint, o.Model, o.ApiKey) = (first.Endpoint, ChatApi.Model, TestChat.Key), "first")
            .UseOpenAIChat(o => (o.Endpoint, o.Model, o.ApiKey) = (second.Endpoint, ChatApi.Model, TestChat.Key), "second"));
        await school.PutAsync("General/fee.txt", "A late fee of fifty rupees is charged for every week.");
        await school.IngestAsync();
        return school;
    }
}
