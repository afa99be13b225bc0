using Edify.Rag.Generation.Extractive;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Extractive;

public sealed class ExtractiveAnswersTests
{
    [Theory]
    [MemberData(nameof(SchoolDocuments.Answerable), MemberType = typeof(SchoolDocuments))]
    [MemberData(nameof(SchoolDocuments.AnswerableUnseen), MemberType = typeof(SchoolDocuments))]
    public async Task A_question_is_answered_from_the_documents(string question, string expected)
    {
        var answer = await Ask(question);

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Matches(@"\[\d+\]", answer);
        Assert.InRange(answer.Length, 1, 750);
    }

    [Theory]
    [MemberData(nameof(SchoolDocuments.Unanswerable), MemberType = typeof(SchoolDocuments))]
    [MemberData(nameof(SchoolDocuments.UnanswerableUnseen), MemberType = typeof(SchoolDocuments))]
    public async Task A_question_that_the_documents_do_not_answer_is_not_answered(string question) =>
        Assert.Equal(AnswerProtocol.NoAnswer, await Ask(question));

    private static async Task<string> Ask(string question)
    {
        var message = new ChatMessage(ChatRole.User, question);
        TestPassages.Context(question, SchoolDocuments.Chunks).AttachTo(message);
        using var client = new ExtractiveChatClient(() => new());
        return (await client.GetResponseAsync([message])).Text;
    }
}
