// The invariants of clusters.h on random graphs, and the plain definition
// (tests/reference/clusters.h) beside them.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "cluster/clusters.h"
#include "cluster/verify.h"
#include "gtest/gtest.h"
#include "litany/options.h"
#include "reference/clusters.h"

namespace litany::cluster {
namespace {

struct Graph {
  std::vector<uint32_t> lengths;  // not increasing
  std::vector<VerifiedPair> pairs;
};

uint32_t Below(uint32_t end, std::mt19937* random) {
  return static_cast<uint32_t>((*random)() % end);
}

// Few distinct lengths and overlaps, so that ties are met.
Graph RandomGraph(std::mt19937* random) {
  Graph graph;
  const uint32_t vertices = 1 + Below(24, random);
  for (uint32_t v = 0; v < vertices; ++v) {
    graph.lengths.push_back(1 + Below(6, random));
  }
  std::sort(graph.lengths.begin(), graph.lengths.end(), std::greater<>());
  const uint32_t percent = 2 + Below(60, random);
  for (uint32_t a = 0; a < vertices; ++a) {
    for (uint32_t b = a + 1; b < vertices; ++b) {
      if (Below(100, random) >= percent) continue;
      const uint32_t size = 4 + 2 * Below(3, random);
      graph.pairs.push_back(
          {a, b, {1 + Below(size, random), size, size + Below(3, random)}});
    }
  }
  return graph;
}

class ClustersProp : public ::testing::TestWithParam<RepresentativeOrder> {
 protected:
  // Calls `check` with some hundred graphs.
  static void ForGraphs(
      const std::function<void(const Graph&, std::mt19937*)>& check) {
    for (uint32_t seed = 0; seed < 400; ++seed) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      std::mt19937 random(seed);
      const Graph graph = RandomGraph(&random);
      check(graph, &random);
      if (::testing::Test::HasFailure()) return;
    }
  }

  static std::vector<uint32_t> Find(const Graph& graph, ClusterMethod method) {
    return FindRepresentatives(graph.lengths, graph.pairs, method, GetParam());
  }
};

TEST_P(ClustersProp, EveryMemberIsAdjacentToItsRepresentative) {
  ForGraphs([](const Graph& graph, std::mt19937*) {
    const auto heads = Find(graph, ClusterMethod::kRepresentative);
    const reference::PlainGraph plain(graph.lengths, graph.pairs);
    for (uint32_t v = 0; v < heads.size(); ++v) {
      EXPECT_EQ(heads[heads[v]], heads[v]);
      if (heads[v] != v) {
        EXPECT_TRUE(plain.Adjacent(v, heads[v])) << v;
      }
    }
  });
}

TEST_P(ClustersProp, NoTwoRepresentativesAreAdjacent) {
  ForGraphs([](const Graph& graph, std::mt19937*) {
    const auto heads = Find(graph, ClusterMethod::kRepresentative);
    for (const VerifiedPair& pair : graph.pairs) {
      EXPECT_FALSE(heads[pair.a] == pair.a && heads[pair.b] == pair.b)
          << pair.a << " and " << pair.b;
    }
  });
}

TEST_P(ClustersProp, EqualsThePlainDefinition) {
  ForGraphs([](const Graph& graph, std::mt19937*) {
    const reference::PlainGraph plain(graph.lengths, graph.pairs);
    EXPECT_EQ(Find(graph, ClusterMethod::kRepresentative),
              plain.Representatives(GetParam()));
  });
}

TEST_P(ClustersProp, ComponentsAreThoseOfUnionFind) {
  ForGraphs([](const Graph& graph, std::mt19937*) {
    const reference::PlainGraph plain(graph.lengths, graph.pairs);
    const auto heads = Find(graph, ClusterMethod::kComponents);
    const auto components = plain.Components();
    // One head a component, and it is the member visited first.
    std::map<uint32_t, uint32_t> first;
    for (const uint32_t v : plain.VisitOrder(GetParam())) {
      first.try_emplace(components[v], v);
    }
    for (uint32_t v = 0; v < heads.size(); ++v) {
      EXPECT_EQ(heads[v], first[components[v]]) << v;
    }
  });
}

TEST_P(ClustersProp, OrderOfThePairsDoesNotMatter) {
  ForGraphs([](const Graph& graph, std::mt19937* random) {
    Graph shuffled = graph;
    std::shuffle(shuffled.pairs.begin(), shuffled.pairs.end(), *random);
    for (const ClusterMethod method :
         {ClusterMethod::kRepresentative, ClusterMethod::kComponents}) {
      EXPECT_EQ(Find(shuffled, method), Find(graph, method));
    }
  });
}

TEST_P(ClustersProp, UnrelatedVerticesLeaveTheOthersAsTheyWere) {
  ForGraphs([](const Graph& graph, std::mt19937* random) {
    // A vertex without pairs, in front of a random one of the same length.
    const uint32_t at =
        Below(static_cast<uint32_t>(graph.lengths.size()), random);
    Graph larger = graph;
    larger.lengths.insert(larger.lengths.begin() + at, graph.lengths[at]);
    const auto moved = [at](uint32_t v) { return v < at ? v : v + 1; };
    for (VerifiedPair& pair : larger.pairs) {
      pair.a = moved(pair.a);
      pair.b = moved(pair.b);
    }
    const auto before = Find(graph, ClusterMethod::kRepresentative);
    const auto after = Find(larger, ClusterMethod::kRepresentative);
    EXPECT_EQ(after[at], at);
    for (uint32_t v = 0; v < before.size(); ++v) {
      EXPECT_EQ(after[moved(v)], moved(before[v])) << v;
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Orders, ClustersProp,
                         ::testing::Values(RepresentativeOrder::kDegree,
                                           RepresentativeOrder::kLength),
                         [](const auto& instance) {
                           return instance.param == RepresentativeOrder::kDegree
                                      ? "Degree"
                                      : "Length";
                         });

}  // namespace
}  // namespace litany::cluster
