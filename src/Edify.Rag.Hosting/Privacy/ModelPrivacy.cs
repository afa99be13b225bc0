using Edify.Rag.Hosting.Privacy.LocalOnly;
using Edify.Rag.Hosting.Privacy.Redaction;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy;

/// <summary>What each language model of a pipeline may get.</summary>
internal sealed class ModelPrivacy(bool isLocalOnly, IPiiDetector? redacts, Func<LocalNetwork> network) : IChatModelDecorator
{
    public IChatClient Decorate(string model, IChatClient client)
    {
        if (redacts is not null) client = new RedactingChatClient(client, redacts, network);
        return isLocalOnly ? new LocalOnlyChatClient(client, model, network) : client;
    }
}
