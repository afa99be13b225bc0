using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What an input of a transformer is for.</summary>
internal enum InputRole
{
    Ids,
    Mask,
    Types,
    Positions,
}

/// <summary>Inputs and the output of a transformer, found by name, type and shape.</summary>
internal sealed record EncoderPorts
{
    private const int AnySize = -1;

    /// <summary>Roles of the model's inputs, in its order.</summary>
    public required IReadOnlyList<(InputRole Role, OrtElementType Type)> Inputs { get; init; }

    /// <summary>Number of the output that is read.</summary>
    public required int Output { get; init; }

    public required OrtElementType OutputType { get; init; }

    /// <summary>Whether the output has a vector for each token; else it has one row for each text.</summary>
    public required bool IsPerToken { get; init; }

    /// <summary>Length of the output's vectors, or of its rows.</summary>
    public required int Dimension { get; init; }

    /// <summary>How many texts a batch must have; 0 for any number.</summary>
    public int FixedRows { get; init; }

    /// <summary>How many tokens each text of a batch must have; 0 for any number.</summary>
    public int FixedColumns { get; init; }

    /// <summary>Finds them.</summary>
    /// <param name="session">The model.</param>
    /// <param name="choose">Which output is read, of those that are numbers; -1 for none of them.</param>
    /// <param name="wanted">What is looked for, for the error.</param>
    /// <exception cref="RagConfigurationException">The model is of another kind.</exception>
    public static EncoderPorts Discover(OrtSession session, Func<IReadOnlyList<OrtPort>, int> choose, string wanted)
    {
        var inputs = session.Inputs.Select(port => (Role: RoleOf(session, port), port.Type)).ToList();
        var ids = inputs.FindIndex(i => i.Role == InputRole.Ids);
        if (ids < 0) throw new RagConfigurationException($"The model '{session.Path}' takes no token ids, but {Names(session.Inputs)}; it is no text encoder.");
        var shape = session.Inputs[ids].Shape;
        var output = choose([.. session.Outputs.Select(port => port.Type is OrtElementType.Float or OrtElementType.Float16 ? port : port with { Shape = [] })]);
        if (output < 0) throw new RagConfigurationException($"The model '{session.Path}' has no {wanted}, but {Names(session.Outputs)}.");

        var port = session.Outputs[output];
        var ports = new EncoderPorts
        {
            Inputs = inputs,
            Output = output,
            OutputType = port.Type,
            IsPerToken = port.Shape.Count == 3,
            Dimension = (int)port.Shape[^1],
            FixedRows = shape is [> 0, ..] ? (int)shape[0] : 0,
            FixedColumns = shape is [_, > 0] ? (int)shape[1] : 0,
        };
        return ports.Dimension > 0 ? ports : ports with { Dimension = Measure(session, ports) };
    }

    // Exports may leave the last dimension open; a text of two tokens tells it.
    private static int Measure(OrtSession session, EncoderPorts ports)
    {
        const int tokens = 2;
        var (rows, columns) = (Math.Max(1, ports.FixedRows), Math.Max(tokens, ports.FixedColumns));
        var buffers = new BatchBuffers(ports);
        buffers.Blank(rows, columns);
        try
        {
            return session.Probe(buffers.Inputs(rows, columns), ports.Output) is [.., > 0 and var dimension] ? (int)dimension : AnySize;
        }
        catch (OrtException e)
        {
            throw new RagConfigurationException($"The model '{session.Path}' can't be run on a text of two tokens: {OrtMessages.FirstLine(e)}", e);
        }
    }

    private static InputRole RoleOf(OrtSession session, OrtPort port)
    {
        if (port.Type is OrtElementType.Int64 or OrtElementType.Int32)
        {
            if (Has("mask")) return InputRole.Mask;
            if (Has("type") || Has("segment")) return InputRole.Types;
            if (Has("position")) return InputRole.Positions;
            if (!Has("task") && (Has("ids") || Has("input") || Has("token"))) return InputRole.Ids;
        }

        throw new RagConfigurationException(Has("past_key")
            ? $"The model '{session.Path}' was exported to write text; export it with --task feature-extraction."
            : $"The model '{session.Path}' has an input '{port.Name}' whose meaning is not known; known are token ids, attention mask, token types and positions.");

        bool Has(string word) => port.Name.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string Names(IReadOnlyList<OrtPort> ports) => string.Join(", ", ports.Select(port => $"'{port.Name}' [{string.Join(", ", port.Shape.Select(d => d < 0 ? "?" : $"{d}"))}]"));
}
