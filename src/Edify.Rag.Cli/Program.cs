using System.CommandLine;
using Edify.Rag.Cli.Commands;

var root = new RootCommand("Ingest a folder of documents, search it, ask it: cited answers that show each person only what their role allows.")
{
    IngestCommand.Create(),
    ReconcileCommand.Create(),
    SearchCommand.Create(),
    AskCommand.Create(),
    ChatCommand.Create(),
    ResearchCommand.Create(),
    ExplainAccessCommand.Create(),
    StatusCommand.Create(),
    DeleteCommand.Create(),
    CopyCommand.Create(),
    ReembedCommand.Create(),
    InspectCommand.Create(),
    TokenizeCommand.Create(),
    DoctorCommand.Create(),
    EmbedCommand.Create(),
    ModelsCommand.Create(),
    EvalCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
