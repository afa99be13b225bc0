using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>The memory of one worker: a batch as the model reads it, and what the model answers.</summary>
/// <remarks>Used again for each batch, so that nothing is allocated once it has grown. Not safe for concurrent use.</remarks>
internal sealed class BatchBuffers
{
    private readonly EncoderPorts _ports;
    private readonly PinnedBuffer<long>[] _inputs;
    private readonly OrtTensor[] _tensors;
    private readonly PinnedBuffer<float> _output = new();
    private readonly PinnedBuffer<Half> _halves = new();

    public BatchBuffers(EncoderPorts ports)
    {
        _ports = ports;
        _inputs = [.. ports.Inputs.Select(_ => new PinnedBuffer<long>())];
        _tensors = new OrtTensor[_inputs.Length];
    }

    /// <summary>Writes texts, filled up to a common length with tokens that the model is told to overlook.</summary>
    public void Fill(IReadOnlyList<PendingSequence> batch, int rows, int columns, int padding)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            var (role, type) = _ports.Inputs[i];
            var longs = _inputs[i].Take(rows * columns);
            var ints = MemoryMarshal.Cast<long, int>(longs)[..(rows * columns)];
            for (var row = 0; row < rows; row++)
            {
                // Where the model wants more texts than there are, the last one stands in for them.
                var sequence = batch[Math.Min(row, batch.Count - 1)];
                if (type == OrtElementType.Int64) Write(role, sequence, longs.Slice(row * columns, columns), padding);
                else Write(role, sequence, ints.Slice(row * columns, columns), padding);
            }
        }
    }

    /// <summary>Writes texts of nothing but token 0.</summary>
    public void Blank(int rows, int columns)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            var longs = _inputs[i].Take(rows * columns);
            longs.Clear();
            if (_ports.Inputs[i].Role != InputRole.Mask) continue;
            if (_ports.Inputs[i].Type == OrtElementType.Int64) longs.Fill(1);
            else MemoryMarshal.Cast<long, int>(longs).Fill(1);
        }
    }

    /// <summary>The model's inputs.</summary>
    public ReadOnlySpan<OrtTensor> Inputs(int rows, int columns)
    {
        for (var i = 0; i < _tensors.Length; i++) _tensors[i] = new(_inputs[i].Address, _ports.Inputs[i].Type, rows, columns);
        return _tensors;
    }

    /// <summary>Room for the model's answer.</summary>
    public OrtTensor Output(int rows, int columns)
    {
        var tensor = _ports.IsPerToken
            ? new OrtTensor(0, _ports.OutputType, rows, columns, _ports.Dimension)
            : new OrtTensor(0, _ports.OutputType, rows, _ports.Dimension);
        var elements = checked((int)tensor.Elements);
        _output.Take(elements);
        if (_ports.OutputType == OrtElementType.Float16) _halves.Take(elements);
        return tensor with { Data = _ports.OutputType == OrtElementType.Float16 ? _halves.Address : _output.Address };
    }

    /// <summary>The model's answer to one text: a vector for each of its tokens, or one row.</summary>
    public ReadOnlySpan<float> Answer(int row, int columns, int length)
    {
        var perRow = _ports.Dimension * (_ports.IsPerToken ? columns : 1);
        var elements = _ports.Dimension * (_ports.IsPerToken ? length : 1);
        var answer = _output.Take((row * perRow) + elements).Slice(row * perRow, elements);
        if (_ports.OutputType == OrtElementType.Float16)
            TensorPrimitives.ConvertToSingle(_halves.Take((row * perRow) + elements).Slice(row * perRow, elements), answer);
        return answer;
    }

    private static void Write<T>(InputRole role, PendingSequence sequence, Span<T> row, int padding) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var used = row[..sequence.Length];
        var rest = row[sequence.Length..];
        switch (role)
        {
            case InputRole.Ids:
                TensorPrimitives.ConvertTruncating(sequence.Ids, used);
                rest.Fill(T.CreateTruncating(padding));
                break;
            case InputRole.Mask:
                used.Fill(T.One);
                rest.Clear();
                break;
            case InputRole.Types:
                TensorPrimitives.ConvertTruncating(sequence.TypeIds, used);
                rest.Clear();
                break;
            default:
                for (var i = 0; i < row.Length; i++) row[i] = T.CreateTruncating(i);
                break;
        }
    }
}
