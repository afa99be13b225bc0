namespace Edify.Rag.MongoDb.Errors;

/// <summary>A server ran a command and says that it failed.</summary>
internal sealed class MongoCommandException(string server, string command, ServerError error)
    : MongoException($"MongoDB at {server} refuses '{command}': {error.CodeName} ({error.Code}){(error.Text.Length == 0 ? "" : ": ")}{error.Text}")
{
    public string Server { get; } = server;

    public string Command { get; } = command;

    public ServerError Error { get; } = error;

    public int Code => Error.Code;

    public override bool IsTransient => Error.IsTransient;

    public bool HasLabel(string label) => Error.Labels.Contains(label);
}
