// A small but whole Program, written by hand: every kind of thing that a Program may hold is in it at least once.
#pragma once

#include "runtime/program/program.hpp"

namespace precept {

// Ids in the sample, by name.
namespace sample {
inline constexpr FactId injury{0}, decision{1}, demand{2}, goal{3}, prior{4}, region{5}, requested{6}, reason{7}, dose{8};
inline constexpr NodeId injury_node{0}, decision_node{1}, two_years{2}, limit{3}, recent{4}, demand_node{5}, medium{6},
    not_demanding{7}, demanding{8}, goal_node{9}, prior_node{10}, not_prior{11}, absent{12}, two_of{13}, spine{14},
    is_spine{15}, dose_recorded{16}, dose_known{17}, dose_in_days{18}, ten{19}, eight_weeks{20};
}  // namespace sample

Program sample_program();

}  // namespace precept
