using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>The options of commands that work with a model.</summary>
internal sealed class ModelOptions
{
    private const string Onnx = "EdifyRag:Embeddings:Onnx";

    public Option<string?> Model { get; } = new("--model")
    {
        Description = "The model's folder, as sentence-transformers or Optimum writes it. Default: the embedder of the settings.",
        HelpName = "DIR",
    };

    public Option<string?> Runtime { get; } = new("--onnxruntime")
    {
        Description = "ONNX Runtime's native library, or its folder. Default: beside the program, or the system's.",
        HelpName = "PATH",
    };

    public void AddTo(Command command)
    {
        command.Add(Model);
        command.Add(Runtime);
    }

    /// <summary>Settings that choose the model; none where none was named.</summary>
    public Dictionary<string, string?> Overrides(ParseResult result)
    {
        var overrides = new Dictionary<string, string?>();
        if (result.GetValue(Model) is { } model)
        {
            overrides["EdifyRag:Embeddings:Provider"] = "Onnx";
            overrides[$"{Onnx}:ModelPath"] = model;
        }

        if (result.GetValue(Runtime) is { } runtime) overrides[$"{Onnx}:RuntimeLibrary"] = runtime;
        return overrides;
    }
}
