using System.Globalization;
using System.Runtime.InteropServices;

namespace Edify.Rag.Tests.Shared;

/// <summary>Writes a graph of ONNX: weights, operators, inputs and outputs; names stand for what operators give.</summary>
/// <remarks>Fields as numbered in onnx.proto.</remarks>
internal sealed class OnnxGraph
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Float16 = 10;

    private readonly ProtobufMessage _graph = new ProtobufMessage().Text(2, "graph");
    private int _operators;

    /// <summary>Weights that lie in a file of their own are named here, and the model is told so.</summary>
    public string? ExternalData { get; init; }

    public string Weights(string name, float[] values, params long[] shape) => Initializer(name, Float, MemoryMarshal.AsBytes<float>(values), shape);

    public string Integers(string name, params long[] values) => Initializer(name, Int64, MemoryMarshal.AsBytes<long>(values), values.Length);

    public string Integers(string name, long[] values, params long[] shape) => Initializer(name, Int64, MemoryMarshal.AsBytes<long>(values), shape);

    /// <summary>Adds an operator.</summary>
    /// <param name="type">Such as "MatMul".</param>
    /// <param name="inputs">Names of what it takes.</param>
    /// <param name="attributes">Its settings: whole numbers, numbers or lists of whole numbers.</param>
    /// <param name="name">What its result is called; a name of its own, if none is given.</param>
    /// <returns>The name of its result.</returns>
    public string Operator(string type, string[] inputs, (string Name, object Value)[]? attributes = null, string? name = null)
    {
        name ??= $"{type}_{++_operators}";
        var node = new ProtobufMessage();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, name).Text(3, name).Text(4, type);
        foreach (var attribute in attributes ?? []) node.Message(5, Attribute(attribute.Name, attribute.Value));
        _graph.Message(1, node);
        return name;
    }

    /// <summary>Declares an input; a dimension is a number, or the name of one that is open.</summary>
    public void Input(string name, int type, params object[] shape) => _graph.Message(11, Port(name, type, shape));

    public void Output(string name, int type, params object[] shape) => _graph.Message(12, Port(name, type, shape));

    /// <summary>The model's file.</summary>
    public byte[] ToModel(int opset = 17, int format = 8) => new ProtobufMessage()
        .Integer(1, format)
        .Text(2, "edify tests")
        .Message(7, _graph)
        .Message(8, new ProtobufMessage().Text(1, string.Empty).Integer(2, opset))
        .ToArray();

    private string Initializer(string name, int type, ReadOnlySpan<byte> values, params long[] shape)
    {
        const int external = 1;
        var tensor = new ProtobufMessage();
        foreach (var size in shape) tensor.Integer(1, size);
        tensor.Integer(2, type).Text(8, name);
        if (ExternalData is { } file && values.Length > 64)
            tensor.Message(13, new ProtobufMessage().Text(1, "location").Text(2, file)).Integer(14, external);
        else
            tensor.Bytes(9, values);
        _graph.Message(5, tensor);
        return name;
    }

    private static ProtobufMessage Attribute(string name, object value)
    {
        const int single = 1;
        const int integer = 2;
        const int integers = 7;
        var attribute = new ProtobufMessage().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Single(2, number).Integer(20, single);
            case long[] list:
                foreach (var item in list) attribute.Integer(8, item);
                return attribute.Integer(20, integers);
            default:
                return attribute.Integer(3, Convert.ToInt64(value, CultureInfo.InvariantCulture)).Integer(20, integer);
        }
    }

    private static ProtobufMessage Port(string name, int type, object[] shape)
    {
        var dimensions = new ProtobufMessage();
        foreach (var size in shape)
            dimensions.Message(1, size is string open ? new ProtobufMessage().Text(2, open) : new ProtobufMessage().Integer(1, Convert.ToInt64(size, CultureInfo.InvariantCulture)));
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, type).Message(2, dimensions)));
    }
}
