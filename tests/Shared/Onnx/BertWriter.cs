namespace Edify.Rag.Tests.Shared;

/// <summary>Writes a BERT with weights from a seed, as an ONNX file.</summary>
/// <remarks>The architecture is that of Devlin et al., "BERT", NAACL 2019, in the operators that exporters use.</remarks>
internal sealed class BertWriter
{
    private readonly BertShape _shape;
    private readonly OnnxGraph _graph;
    private ulong _state;

    private BertWriter(BertShape shape, string? externalData)
    {
        (_shape, _state) = (shape, shape.Seed);
        _graph = new() { ExternalData = externalData };
    }

    public static byte[] Write(BertShape shape, int opset = 17, string? externalData = null) => new BertWriter(shape, externalData).Build().ToModel(opset);

    private OnnxGraph Build()
    {
        var s = _shape;
        _graph.Integers("split", 0, 0, s.Heads, s.Hidden / s.Heads);
        _graph.Integers("merge", 0, 0, s.Hidden);
        _graph.Integers("behind", 1, 2);
        _graph.Integers("start", 0L);
        _graph.Integers("one", 1L);
        _graph.Weights("unit", [1]);
        _graph.Weights("masked", [float.MinValue]);
        _graph.Weights("scale", [MathF.Sqrt(s.Hidden / s.Heads)]);
        _graph.Weights("root2", [MathF.Sqrt(2)]);
        _graph.Weights("half", [0.5f]);

        var seen = _graph.Operator("Cast", [_graph.Operator("Unsqueeze", [s.InputNames.Mask, "behind"])], [("to", 1)]);
        var mask = Two("Mul", Two("Sub", "unit", seen), "masked");
        var x = Embeddings();
        for (var layer = 0; layer < s.Layers; layer++) x = Layer($"layer{layer}.", x, mask);
        Outputs(x);

        object rows = s.FixedRows > 0 ? s.FixedRows : "batch", columns = s.FixedColumns > 0 ? s.FixedColumns : "sequence";
        _graph.Input(s.InputNames.Ids, s.InputType, rows, columns);
        _graph.Input(s.InputNames.Mask, s.InputType, rows, columns);
        if (s.HasTypes) _graph.Input(s.InputNames.Types, s.InputType, rows, columns);
        return _graph;
    }

    private string Embeddings()
    {
        var s = _shape;
        _graph.Integers("position_numbers", [.. Enumerable.Range(0, s.Positions).Select(i => (long)i)], 1, s.Positions);
        var length = Two("Gather", _graph.Operator("Shape", [s.InputNames.Ids]), "one");
        var positions = _graph.Operator("Slice", ["position_numbers", "start", length, "one"]);
        var x = Two("Gather", Random("words", s.Vocabulary, s.Hidden), s.InputNames.Ids);
        if (s.HasTypes) x = Two("Add", x, Two("Gather", Random("types", 2, s.Hidden), s.InputNames.Types));
        return Normalized(Two("Add", x, Two("Gather", Random("positions", s.Positions, s.Hidden), positions)), "embeddings");
    }

    private string Layer(string name, string x, string mask)
    {
        var s = _shape;
        var (query, key, value) = (Heads(x, name + "query", [0, 2, 1, 3]), Heads(x, name + "key", [0, 2, 3, 1]), Heads(x, name + "value", [0, 2, 1, 3]));
        var scores = Two("Add", Two("Div", Two("MatMul", query, key), "scale"), mask);
        var seen = Two("MatMul", _graph.Operator("Softmax", [scores], [("axis", -1)]), value);
        var merged = Two("Reshape", _graph.Operator("Transpose", [seen], [("perm", new long[] { 0, 2, 1, 3 })]), "merge");
        x = Normalized(Two("Add", Linear(merged, name + "attention", s.Hidden, s.Hidden), x), name + "norm1");

        var inner = Linear(x, name + "inner", s.Hidden, s.Inner);
        var bent = Two("Add", _graph.Operator("Erf", [Two("Div", inner, "root2")]), "unit");
        var gelu = Two("Mul", Two("Mul", inner, bent), "half");
        return Normalized(Two("Add", Linear(gelu, name + "outer", s.Inner, s.Hidden), x), name + "norm2");
    }

    private void Outputs(string x)
    {
        var s = _shape;
        object[] shape = ["batch", "sequence", s.HidesDimension ? "hidden" : s.Hidden];
        var (type, cast) = s.GivesHalves ? (OnnxGraph.Float16, "Cast") : (OnnxGraph.Float, "Identity");
        if (s.Labels > 0)
        {
            _graph.Integers("first", [0L], []);
            var first = _graph.Operator("Gather", [x, "first"], [("axis", 1)]);
            // Weights of a seed are small; scores of real classifiers spread wider.
            x = Two("Mul", Linear(first, "classifier", s.Hidden, s.Labels), _graph.Weights("spread", [8]));
            shape = ["batch", s.Labels];
        }

        _graph.Operator(cast, [x], s.GivesHalves ? [("to", type)] : null, s.OutputName);
        _graph.Output(s.OutputName, type, shape);
    }

    private string Two(string type, string a, string b) => _graph.Operator(type, [a, b]);

    private string Linear(string x, string name, int inputs, int outputs) =>
        Two("Add", Two("MatMul", x, Random(name + ".weight", inputs, outputs)), Random(name + ".bias", outputs));

    private string Heads(string x, string name, long[] order) =>
        _graph.Operator("Transpose", [Two("Reshape", Linear(x, name, _shape.Hidden, _shape.Hidden), "split")], [("perm", order)]);

    private string Normalized(string x, string name)
    {
        var ones = new float[_shape.Hidden];
        Array.Fill(ones, 1f);
        return _graph.Operator("LayerNormalization", [x, _graph.Weights(name + ".weight", ones, _shape.Hidden), Random(name + ".bias", _shape.Hidden)], [("axis", -1), ("epsilon", 1e-12f)]);
    }

    // Nearly a normal distribution: three even ones, added.
    private string Random(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)((Next() + Next() + Next() - 1.5) * 0.1);
        return _graph.Weights(name, values, shape);
    }

    // SplitMix64 (Steele et al., 2014).
    private double Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
